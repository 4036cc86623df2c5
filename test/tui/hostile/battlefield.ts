import {openGuardsInProcess} from '../../../source/cli/operator/guards-in-process.ts';
import {openClient} from '../../../source/client/open.ts';
import type {Client} from '../../../source/client/client.ts';
import {failed, type Failure} from '../../../source/model/failure.ts';
import {createOperator} from '../../../source/operator/create-operator.ts';
import {createSampler} from '../../../source/sampler/sampler.ts';
import {shipped} from '../../../source/scenario/shipped/shipped.ts';
import {openEmbedded} from '../../../source/transport/embedded.ts';
import type {KeyContext} from '../../../source/tui/keys/binding.ts';
import {bindingsNow} from '../../../source/tui/keys/places.ts';
import {paste, press} from '../../../source/tui/keys/press.ts';
import {point} from '../../../source/tui/mouse/point.ts';
import {attachOperator} from '../../../source/tui/operator/attach.ts';
import {keySections} from '../../../source/tui/overlays/table.ts';
import {screenOf} from '../../../source/tui/screens/table.ts';
import {createTuiStore} from '../../../source/tui/store/tui-store.ts';
import {themePalette} from '../../../source/tui/theme/palette.ts';
import {asciiGlyphs, unicodeGlyphs} from '../../../source/tui/view/glyphs.ts';
import {rest} from '../../unit/operator/site.ts';
import {runText} from '../../unit/scenario/running.ts';
import {manualClock} from '../manual-clock.ts';
import {configurationIn, foreignChanges, openHistory, rulesOf} from './history.ts';
import {portsFor} from './ports.ts';
import {screenFaults} from './screen-faults.ts';
import {weightsInMemory} from '../../unit/operator/weights-in-memory.ts';

/** Something that happens to the program. Numbers choose among what there is at that moment. */
export type Blow =
	/** A key that means something here. */
	| {readonly kind: 'bound'; readonly number: number}
	/** Any key that means something anywhere. */
	| {readonly kind: 'any'; readonly number: number}
	| {readonly kind: 'typed'; readonly text: string}
	/** What a person does: to a row of the services, these keys. */
	| {readonly kind: 'deed'; readonly row: number; readonly keys: readonly string[]}
	| {readonly kind: 'pasted'; readonly text: string}
	| {readonly kind: 'size'; readonly columns: number; readonly rows: number}
	| {readonly kind: 'time'; readonly milliseconds: number}
	| {readonly kind: 'mouse'; readonly row: number; readonly isWheel: boolean}
	/** Somebody else changes the table. */
	| {readonly kind: 'foreign'; readonly what: number; readonly which: number}
	/** From now on readings fail, or no longer. */
	| {readonly kind: 'trouble'; readonly failure: Failure | undefined};

/** The traffic of the demo; its own events would be one more hand in the table. */
const traffic = shipped.web.slice(0, shipped.web.indexOf('# What happens')).replace('3m', '10s');

/** Everything between the keys and the lines of the screen, with nothing that draws, before a director with traffic. */
export const openBattlefield = async (isAscii: boolean) => {
	const clock = manualClock();
	const own = openClient(openEmbedded(runText(traffic, {now: clock.now})));
	let trouble: Failure | undefined;
	const client: Client = {
		...own,
		table: async (...words) => (trouble === undefined ? own.table(...words) : failed(trouble)),
		service: async (...words) => (trouble === undefined ? own.service(...words) : failed(trouble)),
	};
	const sampler = createSampler({client, clock, interval: 2000});
	let quiescent = 0;
	const history = openHistory(await configurationIn(own));
	const sink = {
		append: (lines: string): undefined => {
			history.wrote(lines);
		},
	};
	const operator = createOperator({
		client,
		sampler,
		clock,
		access: {kind: 'read-write'},
		remembered: weightsInMemory(),
		sink,
		quiescent: {
			read: async () => quiescent,
			write: async value => {
				quiescent = value;
				return undefined;
			},
		},
		guards: openGuardsInProcess({client: own, sink, clock}),
		processes: async () => [{pid: 1, name: 'keepalived'}],
	});
	const ports = portsFor(client, history.start);
	const store = createTuiStore({
		title: {
			hostName: 'director-with-a-long-name.example.org',
			source: {kind: 'kernel'},
			label: 'PROD',
			access: {kind: 'read-write'},
			draining: 0,
		},
		glyphs: isAscii ? asciiGlyphs : unicodeGlyphs,
		depth: '256',
		palette: themePalette('terminal', '256'),
		size: {columns: 80, rows: 24},
		sampler,
		clock,
	});
	let quits = 0;
	const context: KeyContext = {
		get: store.get,
		subscribe: store.subscribe,
		apply: store.apply,
		refresh: sampler.refresh,
		setPaused: sampler.setPaused,
		quit: () => (quits += 1),
		suspend: () => {},
		redraw: () => {},
		clock,
		ports: {...ports, operator},
	};
	const detach = attachOperator({operator, store, ports: context.ports, ring: () => {}});
	const unwatch = watchScreens(context);
	sampler.start();
	operator.start();
	await rest();

	const strike = async (blow: Blow): Promise<void> => {
		switch (blow.kind) {
			case 'bound': {
				const keys = bindingsNow(store.get()).flatMap(binding => binding.keys);
				press(context, keys[blow.number % keys.length] ?? 'enter');
				break;
			}
			case 'any':
				press(context, allKeys[blow.number % allKeys.length] ?? 'enter');
				break;
			case 'typed':
				for (const character of blow.text) {
					press(context, character === ' ' ? 'space' : character);
				}
				break;
			case 'deed': {
				for (const key of ['escape', 'escape', 'escape']) {
					press(context, key);
				}
				for (const key of ['1', ...Array.from({length: blow.row}, () => 'j'), ...blow.keys]) {
					press(context, key);
					// oxlint-disable-next-line no-await-in-loop -- what a key asks for comes before the next one
					await rest();
				}
				break;
			}
			case 'pasted':
				paste(context, blow.text);
				break;
			case 'size':
				store.resize(blow);
				break;
			case 'time':
				clock.advance(blow.milliseconds);
				break;
			case 'mouse':
				point(
					context,
					blow.isWheel
						? {kind: 'wheel', towards: blow.row % 2 === 0 ? 'up' : 'down'}
						: {kind: 'click', column: 3, row: blow.row},
				);
				break;
			case 'foreign': {
				// What was begun comes to its end first: whose change came before whose must be known.
				await rest();
				const before = await configurationIn(own);
				const changes = foreignChanges(before, blow);
				await own.change(changes);
				history.changed(changes);
				break;
			}
			case 'trouble':
				trouble = blow.failure;
				break;
		}
		await rest();
	};

	return {
		strike,
		/** What is wrong with the screen as it is; nothing usually. */
		faults: () => screenFaults(store.get()),
		state: store.get,
		quits: () => quits,
		quiescent: () => quiescent,
		/** Ends as the program does. */
		leave: async () => {
			trouble = undefined;
			press(context, '^c');
			press(context, '^c');
			await rest();
			unwatch();
			detach();
			sampler.stop();
			store.close();
			const problems = await operator.leave('leave');
			operator.stop();
			return problems;
		},
		/** The rules that run, and those that the journal and the others' changes add up to. */
		rules: async () => ({
			running: rulesOf(await configurationIn(own)),
			told: rulesOf(history.now()),
		}),
		/** Entries of the journal whose inverse does not lead back to what was before. */
		irreversible: history.irreversible,
		/** How many changes the journal tells of. */
		changes: history.changes,
	};
};

const allKeys = [
	...new Set(keySections.flatMap(({bindings}) => bindings.flatMap(({keys}) => keys))),
];

/** What the App's effect does: what is read only while somebody looks. */
const watchScreens = (context: KeyContext): (() => void) => {
	let shown = screenOf(context.get());
	let end = shown.watch?.(context);
	const unsubscribe = context.subscribe(() => {
		const screen = screenOf(context.get());
		if (screen !== shown) {
			shown = screen;
			end?.();
			end = screen.watch?.(context);
		}
	});
	return () => {
		unsubscribe();
		end?.();
	};
};
