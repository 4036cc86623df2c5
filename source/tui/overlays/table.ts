import {commonKeys} from '../keys/common-keys.ts';
import {globalKeys} from '../keys/global-keys.ts';
import type {KeySection} from '../keys/sections.ts';
import {screenOf, screens} from '../screens/table.ts';
import type {TuiState} from '../store/state.ts';
import {columnsOverlay} from '../screens/services/column-chooser.ts';
import {facetsOverlay} from './facets/overlay.ts';
import {filterOverlay} from './filter/overlay.ts';
import {helpOverlayWith} from './help/overlay.tsx';
import {commonGlossary, type HelpContent} from './help/page.ts';
import type {Overlay} from './overlay.ts';

/** A new overlay is a folder and a row here. */
const kinds: readonly Overlay[] = [filterOverlay, facetsOverlay, columnsOverlay];

/** What the help says while this screen is shown: its own keys first. */
const helpContent = (state: TuiState): HelpContent => {
	const screen = screenOf(state);
	return {
		sections: [
			{title: screen.title, bindings: screen.bindings},
			{title: 'Every screen', bindings: globalKeys},
			{title: 'Everywhere', bindings: commonKeys},
			...kinds.map(({title, bindings}) => ({title, bindings})),
			{title: helpOverlay.title, bindings: helpOverlay.bindings},
		],
		glossary: [...(screen.glossary ?? []), ...commonGlossary],
	};
};

const helpOverlay = helpOverlayWith(helpContent);

export const overlays: readonly Overlay[] = [...kinds, helpOverlay];

/** The overlay that gets the keys. */
export const topOverlay = ({overlays: open}: TuiState): Overlay | undefined =>
	overlays.find(({name}) => name === open.at(-1)?.name);

/** All bindings in the order in which they are explained; what is said already is not said again for another overlay. */
export const keySections: readonly KeySection[] = [
	...screens.map(({title, bindings}) => ({title, bindings})),
	{title: 'Every screen', bindings: globalKeys},
	{title: 'Everywhere', bindings: commonKeys},
	...overlays.map(({title, bindings}, index) => {
		const said = new Set(
			overlays.slice(0, index).flatMap(before => before.bindings.map(({name}) => name)),
		);
		return {title, bindings: bindings.filter(({name}) => !said.has(name))};
	}),
].filter(({bindings}) => bindings.length > 0);
