import {commonKeys} from '../keys/common-keys.ts';
import {globalKeys} from '../keys/global-keys.ts';
import {effective} from '../keys/keymap.ts';
import type {KeySection} from '../keys/sections.ts';
import {entryOverlay} from '../screens/log/details.ts';
import {screenOf, screens} from '../screens/table.ts';
import type {TuiState} from '../store/state.ts';
import {copyOverlay} from '../screens/services/copy.ts';
import {columnsOverlay} from '../screens/services/column-chooser.ts';
import {commandOverlay} from './command/overlay.ts';
import {exportOverlay} from './export/overlay.ts';
import {facetsOverlay} from './facets/overlay.ts';
import {filterOverlay} from './filter/overlay.ts';
import {helpOverlayWith} from './help/overlay.tsx';
import {commonGlossary, type HelpContent} from './help/page.ts';
import {paletteOverlayWith} from './palette/overlay.ts';
import {drainsOverlay} from './drains/overlay.ts';
import {leavingOverlay} from './leaving/overlay.ts';
import {pinOverlay} from './pin/overlay.ts';
import {whyOverlay} from './why/overlay.ts';
import {planOverlay} from './plan/overlay.ts';
import {resultsOverlay} from './results/overlay.ts';
import type {Overlay} from './overlay.ts';
import {daemonFormOverlay} from './daemon-form/open.ts';
import {timeoutsFormOverlay} from './timeouts-form/open.ts';
import {serverFormOverlay} from './server-form/overlay.ts';
import {serviceFormOverlay} from './service-form/overlay.ts';
import {textOverlay} from './text/overlay.ts';
import {themesOverlay} from './themes/overlay.ts';
import {viewNameOverlay, viewsOverlay} from './views/overlay.ts';

/** A new overlay is a folder and a row here. */
const kinds: readonly Overlay[] = [
	filterOverlay,
	commandOverlay,
	paletteOverlayWith(state =>
		effective([...screenOf(state).bindings, ...globalKeys, ...commonKeys], state.keymap),
	),
	facetsOverlay,
	columnsOverlay,
	serverFormOverlay,
	serviceFormOverlay,
	daemonFormOverlay,
	timeoutsFormOverlay,
	textOverlay,
	planOverlay,
	drainsOverlay,
	whyOverlay,
	pinOverlay,
	leavingOverlay,
	entryOverlay,
	resultsOverlay,
	copyOverlay,
	exportOverlay,
	themesOverlay,
	viewsOverlay,
	viewNameOverlay,
];

/** Bindings of overlays; what is said for one of them is not said again. */
const unsaid = (records: readonly Overlay[]): readonly KeySection[] =>
	records
		.map(({title, bindings}, index) => {
			const said = new Set(
				records.slice(0, index).flatMap(before => before.bindings.map(({name}) => name)),
			);
			return {title, bindings: bindings.filter(({name}) => !said.has(name))};
		})
		.filter(({bindings}) => bindings.length > 0);

/** What the help says while this screen is shown: its own keys first. */
const helpContent = (state: TuiState): HelpContent => {
	const screen = screenOf(state);
	const sections = [
		{title: screen.title, bindings: screen.bindings},
		{title: 'Every screen', bindings: globalKeys},
		{title: 'Everywhere', bindings: commonKeys},
		...unsaid(overlays),
	];
	return {
		sections: sections.map(({title, bindings}) => ({
			title,
			bindings: effective(bindings, state.keymap),
		})),
		glossary: [...(screen.glossary ?? []), ...commonGlossary],
	};
};

const helpOverlay = helpOverlayWith(helpContent);

export const overlays: readonly Overlay[] = [...kinds, helpOverlay];

/** The overlay that gets the keys. */
export const topOverlay = ({overlays: open}: TuiState): Overlay | undefined =>
	overlays.find(({name}) => name === open.at(-1)?.name);

/** All bindings in the order in which they are explained. */
export const keySections: readonly KeySection[] = [
	...screens.map(({title, bindings}) => ({title, bindings})),
	{title: 'Every screen', bindings: globalKeys},
	{title: 'Everywhere', bindings: commonKeys},
	...unsaid(overlays),
];
