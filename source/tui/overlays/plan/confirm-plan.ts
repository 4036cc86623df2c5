import type {Intent} from '../../../operator/intent.ts';
import type {KeyContext} from '../../keys/binding.ts';
import {openAsk} from './open-ask.ts';
import type {Ask} from './state.ts';

export type ConfirmWords = {
	/** Until the plan is known, which has its own words. */
	readonly title?: string;
	/** On the button. */
	readonly button?: string;
};

/**
Shows what an intent would do, and does it with as much care as it deserves: after Enter what undo brings back, after y what loses something,
after a typed text what is large.
*/
export const confirmPlan = (
	intent: Intent,
	{apply}: Pick<KeyContext, 'apply'>,
	words?: ConfirmWords,
): void => apply(openAsk(confirmAsk(intent, words)));

export const confirmAsk = (
	intent: Intent,
	{title = 'Change', button = 'Do it'}: ConfirmWords = {},
): Ask => ({
	title,
	button,
	intent: () => intent,
	act: ({operator, plan, revertAfter}) => operator.perform(plan, {revertAfter}),
	canRevert: true,
});
