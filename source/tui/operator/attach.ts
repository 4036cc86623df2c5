import type {Operator} from '../../operator/operator.ts';
import type {TuiStore} from '../store/tui-store.ts';
import {mirrored} from './mirror.ts';

export type Attachment = {
	readonly operator: Operator;
	readonly store: TuiStore;
	/** Calls a person who may look elsewhere. */
	readonly ring: (says: string) => void;
};

/** Shows what the operator does and learns, until the returned function is called. */
export const attachOperator = ({operator, store, ring}: Attachment): (() => void) => {
	let heard = operator.get().notice;
	const show = (): void => {
		const present = operator.get();
		store.apply(mirrored(present));
		if (present.notice !== undefined && present.notice !== heard) {
			ring(present.notice.says);
		}
		heard = present.notice;
	};
	show();
	return operator.subscribe(show);
};
