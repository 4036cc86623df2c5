import type {ExitQuestion} from '../../../operator/operator.ts';
import type {KeyContext} from '../../keys/binding.ts';
import {overlayHandle} from '../../store/overlay-handle.ts';

export type Leaving = {
	readonly question: ExitQuestion;
	/** What could not be returned, one sentence each. */
	readonly problems: readonly string[];
};

export const leaving = overlayHandle<Leaving>('leaving');

/** Ends the program; while drains run or something waits to be confirmed it asks first, once. */
export const leave = ({get, apply, quit, ports: {operator}}: KeyContext): void => {
	const question = operator?.atExit();
	if (question === undefined || leaving.of(get()) !== undefined) {
		quit();
	} else {
		apply(leaving.open({question, problems: []}));
	}
};
