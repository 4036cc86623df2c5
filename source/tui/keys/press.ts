import {typeFilter} from '../store/filter-actions.ts';
import type {TuiState} from '../store/state.ts';
import {bindingFor, keyLabel, type KeyBinding, type KeyContext} from './binding.ts';
import {commonKeys} from './common-keys.ts';
import {filterKeys} from './filter-keys.ts';
import {helpKeys} from './help-keys.ts';
import {treeKeys} from './tree-keys.ts';

const bindingsIn: Readonly<Record<TuiState['mode']['kind'], readonly KeyBinding[]>> = {
	tree: [...treeKeys, ...commonKeys],
	filter: [...filterKeys, ...commonKeys],
	help: [...helpKeys, ...commonKeys],
};

/** Does what a key means in the present mode; says so when it means nothing or cannot be done. */
export const press = (context: KeyContext, key: string): void => {
	const state = context.get();
	if (state.flash !== undefined) {
		context.apply(present => ({...present, flash: undefined}));
	}
	const binding = bindingFor(bindingsIn[state.mode.kind], key);
	if (binding !== undefined) {
		const why = binding.why?.(state);
		if (why === undefined) {
			binding.does(context);
		} else {
			say(context, why);
		}
	} else if (state.mode.kind === 'filter') {
		typeCharacter(context, key);
	} else if (state.mode.kind === 'tree') {
		say(context, `${keyLabel(key)} does nothing here; ? shows the keys`);
	}
};

/** Pasted text goes into the filter line; elsewhere it would be taken for keys, so it is not. */
export const paste = (context: KeyContext, text: string): void => {
	if (context.get().mode.kind === 'filter') {
		context.apply(typeFilter(text));
	} else {
		say(context, 'pasted text is not taken as keys; press / first to filter by it');
	}
};

const say = ({apply}: KeyContext, flash: string): void => apply(state => ({...state, flash}));

const typeCharacter = ({apply}: KeyContext, key: string): void => {
	if (key === 'space') {
		apply(typeFilter(' '));
	} else if ([...key].length === 1 || !/^[ -~]*$/.test(key)) {
		apply(typeFilter(key));
	}
};
