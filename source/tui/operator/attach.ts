import type {Operator} from '../../operator/operator.ts';
import {previewCame} from '../overlays/plan/perform-plan.ts';
import {isPrepared, wantedIntent, type Acting} from '../overlays/plan/state.ts';
import type {Source} from '../../sampler/store.ts';
import type {TuiState} from '../store/state.ts';
import {mirrored} from './mirror.ts';

export type Attachment = {
	readonly operator: Operator;
	readonly store: Source<TuiState> & Pick<Acting, 'apply'>;
	readonly ports: Acting['ports'];
	/** Calls a person who may look elsewhere. */
	readonly ring: (says: string) => void;
};

/** Shows what the operator does and learns, and has it prepare what the open dialog asks for, until the returned function is called. */
export const attachOperator = ({operator, store, ports, ring}: Attachment): (() => void) => {
	const {get, subscribe, apply} = store;
	let heard = operator.get().notice;
	let isPreparing = false;

	const show = (): void => {
		const present = operator.get();
		apply(mirrored(present));
		if (present.notice !== undefined && present.notice !== heard) {
			ring(present.notice.says);
		}
		heard = present.notice;
	};

	/** One preview at a time; what is wanted meanwhile is prepared after it. */
	const prepare = async (): Promise<void> => {
		const intent = wantedIntent(get());
		if (intent === undefined || isPreparing || isPrepared(get())) {
			return;
		}
		isPreparing = true;
		const preview = await operator.prepare(intent);
		isPreparing = false;
		previewCame(intent, preview, {get, apply, ports});
		void prepare();
	};

	show();
	const ends = [operator.subscribe(show), subscribe(() => void prepare())];
	return () => ends.forEach(end => end());
};
