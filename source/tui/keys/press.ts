import {typedText} from '../form/text-input.ts';
import {topOverlay} from '../overlays/table.ts';
import {say} from '../store/state.ts';
import {bindingFor, keyLabel, type KeyContext} from './binding.ts';
import {bindingsNow} from './places.ts';
import {runBinding} from './run-binding.ts';

/** Does what a key means now; says so when it means nothing or cannot be done. */
export const press = (context: KeyContext, key: string): void => {
	const state = context.get();
	if (state.flash !== undefined || state.tip !== undefined) {
		context.apply(present => ({...present, flash: undefined, tip: undefined}));
	}
	const binding = bindingFor(bindingsNow(state), key);
	if (binding !== undefined) {
		runBinding(context, binding);
		return;
	}
	const overlay = topOverlay(state);
	const text = typedText(key);
	if (overlay?.type !== undefined && text !== undefined) {
		context.apply(overlay.type(text, context));
	} else if (overlay === undefined) {
		context.apply(say(`${keyLabel(key)} does nothing here; ? shows the keys`));
	}
};

/** Pasted text goes where text is typed; elsewhere it would be taken for keys, so it is not. */
export const paste = (context: KeyContext, text: string): void => {
	const {get, apply} = context;
	const type = topOverlay(get())?.type;
	apply(
		type === undefined
			? say('pasted text is not taken as keys; press / first to filter by it')
			: type(text, context),
	);
};
