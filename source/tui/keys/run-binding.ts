import {say} from '../store/state.ts';
import type {KeyBinding, KeyContext} from './binding.ts';

/** Does what a binding says, or says why not. */
export const runBinding = (context: KeyContext, {does, why}: KeyBinding): void => {
	const reason = why?.(context.get());
	if (reason === undefined) {
		does(context);
	} else {
		context.apply(say(reason));
	}
};
