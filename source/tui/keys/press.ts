import {typedText} from '../form/text-input.ts';
import {topOverlay} from '../overlays/table.ts';
import {screenOf} from '../screens/table.ts';
import {say, type TuiState} from '../store/state.ts';
import {bindingFor, keyLabel, type KeyBinding, type KeyContext} from './binding.ts';
import {commonKeys} from './common-keys.ts';
import {globalKeys} from './global-keys.ts';

/** What the keys mean now: those of the overlay on top, else those of the screen. */
const bindingsOf = (state: TuiState): readonly KeyBinding[] => {
	const overlay = topOverlay(state);
	return overlay === undefined
		? [...screenOf(state).bindings, ...globalKeys, ...commonKeys]
		: [...overlay.bindings, ...commonKeys];
};

/** Does what a key means now; says so when it means nothing or cannot be done. */
export const press = (context: KeyContext, key: string): void => {
	const state = context.get();
	if (state.flash !== undefined) {
		context.apply(present => ({...present, flash: undefined}));
	}
	const binding = bindingFor(bindingsOf(state), key);
	if (binding !== undefined) {
		run(context, binding);
		return;
	}
	const overlay = topOverlay(state);
	const text = typedText(key);
	if (overlay?.type !== undefined && text !== undefined) {
		context.apply(overlay.type(text));
	} else if (overlay === undefined) {
		context.apply(say(`${keyLabel(key)} does nothing here; ? shows the keys`));
	}
};

/** Does what a binding says, or says why not. */
export const run = (context: KeyContext, {does, why}: KeyBinding): void => {
	const reason = why?.(context.get());
	if (reason === undefined) {
		does(context);
	} else {
		context.apply(say(reason));
	}
};

/** Pasted text goes where text is typed; elsewhere it would be taken for keys, so it is not. */
export const paste = ({get, apply}: KeyContext, text: string): void => {
	const type = topOverlay(get())?.type;
	apply(
		type === undefined
			? say('pasted text is not taken as keys; press / first to filter by it')
			: type(text),
	);
};
