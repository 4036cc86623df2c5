import {render, type Instance} from 'ink';
import type {Client} from '../client/client.ts';
import type {Operator} from '../operator/operator.ts';
import {watchConnections} from '../operator/watch-connections.ts';
import {systemClock, type Clock} from '../sampler/clock.ts';
import {createSampler, type Sampler} from '../sampler/sampler.ts';
import {createStore} from '../sampler/store.ts';
import {App} from './App.tsx';
import {attachOperator} from './operator/attach.ts';
import {attention} from './operator/attention.ts';
import {clipboardSequence} from './clipboard/osc52.ts';
import {stopJob} from './stop-job.ts';
import {watchEnd, type End} from './watch-end.ts';
import {filteredInput} from './keys/filtered-input.ts';
import {markFunctionKeys} from './keys/function-keys.ts';
import {followMouse} from './mouse/mode.ts';
import {createMouseReader, type MouseEvent} from './mouse/reports.ts';
import {giveHints} from './hints-once.ts';
import {resolveNames} from './names/resolve.ts';
import {findWays} from './overlays/server-form/find-ways.ts';
import type {Ports} from './ports.ts';
import type {Action, Keymap, TitleFacts} from './store/state.ts';
import {createTuiStore} from './store/tui-store.ts';
import {depthFor} from './theme/depth.ts';
import {themePalette} from './theme/palette.ts';
import {asciiGlyphs, glyphsFor, unicodeGlyphs} from './view/glyphs.ts';

export type TuiOptions = {
	readonly client: Pick<Client, 'table' | 'publicTable' | 'info'> &
		Partial<Pick<Client, 'connections' | 'service' | 'timeouts' | 'daemons'>>;
	/** What changes the director; without it everything can only be looked at. */
	readonly operator?: (sampler: Sampler) => Operator;
	/** What is known at the start; the rest of it is filled in while the program runs. */
	readonly title: Omit<TitleFacts, 'access' | 'draining'> & Partial<TitleFacts>;
	/** Seconds between readings. */
	readonly interval: number;
	/** A sentence for the first screen, such as what was wrong with the preferences. */
	readonly remark?: string | undefined;
	/** Whether ASCII alone is shown. @default what the locale says */
	readonly isAscii?: boolean;
	/** From `bindingsWith`. */
	readonly keymap?: Keymap;
	/** Steps before the first frame: preferences, saved views. */
	readonly start?: Action;
	readonly ports?: Ports;
	readonly stdin?: NodeJS.ReadStream;
	readonly stdout?: NodeJS.WriteStream;
	readonly environment?: Readonly<Record<string, string | undefined>>;
	readonly clock?: Clock;
};

/**
Shows the live table until the user leaves, and puts the terminal back whatever happens.

@returns the exit code: 0 after a key, 128 and the signal's number after a signal, 70 after a defect, whose error is then on stderr
*/
export const runTui = async ({
	client,
	operator: openOperator,
	title,
	interval,
	remark,
	isAscii,
	keymap,
	start,
	ports: given = {},
	stdin = process.stdin,
	stdout = process.stdout,
	environment = process.env,
	clock = systemClock,
}: TuiOptions): Promise<number> => {
	const sampler = createSampler({client, clock, interval: interval * 1000});
	const operator = openOperator?.(sampler);
	const ports: Ports = {
		director: client,
		copy: text => {
			const sequence = clipboardSequence(text, environment);
			return sequence !== undefined && stdout.write(sequence) !== undefined;
		},
		...given,
		operator,
		readConnections: client.connections,
	};
	const depth = depthFor(environment);
	const store = createTuiStore({
		title: {access: {kind: 'read-write'}, draining: 0, ...title},
		glyphs: glyphsBy(isAscii, environment),
		depth,
		palette: themePalette('terminal', depth),
		size: sizeOf(stdout),
		sampler,
		clock,
		keymap,
		remark,
	});
	if (start !== undefined) {
		store.apply(start);
	}
	const resize = (): void => store.resize(sizeOf(stdout));
	// Before Ink's own listener, so that it never lays the old screen out in the new size.
	stdout.on('resize', resize);

	const detach =
		operator &&
		attachOperator({operator, store, ports, ring: says => stdout.write(attention(says))});
	const unwatchConnections =
		operator &&
		client.connections &&
		watchConnections({operator, client: {connections: client.connections}, clock});

	const endNames = ports.nameOf && resolveNames(store, ports.nameOf);
	const endWays = ports.wayTo && findWays(store, ports.wayTo);
	const endHints = ports.isFirstTime && giveHints(store, ports.isFirstTime);
	const mouse = createStore<MouseEvent | undefined>(undefined);
	const mouseReader = createMouseReader(mouse.set);
	const mouseMode = followMouse(store, sequence => stdout.write(sequence));
	const stop = async (): Promise<void> => mouseMode.without(stopJob);

	const {promise, resolve} = Promise.withResolvers<End>();
	const unwatch = watchEnd({stdin, stdout, onEnd: resolve});
	// Ink does so only after its first frame: what somebody types who sees that would be echoed into it, and edited as a line.
	stdin.setRawMode(true);
	let instance: Instance | undefined;
	let drawings = 0;
	const draw = () => (
		<App
			key="app"
			store={store}
			sampler={sampler}
			clock={clock}
			ports={ports}
			quit={() => resolve({kind: 'left'})}
			mouse={mouse}
			stopJob={stop}
			redraw={redraw}
			drawing={drawings}
		/>
	);
	const redraw = (): void => {
		// Ink counts lines up from the last one: put the cursor there, whatever else was written.
		stdout.write(`\u001B[2J\u001B[${sizeOf(stdout).rows};1H`);
		instance?.clear();
		drawings += 1;
		instance?.rerender(draw());
	};
	let end: End;
	try {
		sampler.start();
		operator?.start();
		await Promise.race([firstReading(sampler, clock), promise]);
		// What was typed before this was echoed: the first line would begin behind it, and be too long.
		stdout.write('\r');
		instance = render(draw(), {
			stdin: filteredInput(stdin, text => markFunctionKeys(mouseReader.take(text))),
			stdout,
			alternateScreen: true,
			incrementalRendering: true,
			// Ink holds back whatever comes within one such span of a frame, and keys that repeat for up to two. A key that is held down comes 25 to
			// 33 times a second: each has its frame, and one that comes just after a reading waits 25 ms at most.
			maxFps: 40,
			exitOnCtrlC: false,
			interactive: true,
			patchConsole: false,
		});
		end = await Promise.race([
			promise,
			instance.waitUntilExit().then(
				(): End => ({kind: 'left'}),
				(error: unknown): End => ({kind: 'defect', error}),
			),
		]);
	} catch (error) {
		end = {kind: 'defect', error};
	}
	unwatchConnections?.();
	detach?.();
	endHints?.();
	endNames?.();
	endWays?.();
	sampler.stop();
	store.close();
	stdout.off('resize', resize);
	mouseMode.close();
	instance?.unmount();
	await instance?.waitUntilExit().catch(() => {});
	stdin.setRawMode(false);
	// What firm drains needed on this host must not stay, however this ends.
	const problems = (await operator?.leave('leave')) ?? [];
	operator?.stop();
	unwatch();
	return report(end, problems);
};

/** A frame with the table in it is worth waiting for a moment: the next one may only come a fifteenth of a second later. */
const firstReading = ({subscribe}: Sampler, {setTimer}: Clock): Promise<void> => {
	const {promise, resolve} = Promise.withResolvers<void>();
	const unsubscribe = subscribe(resolve);
	const cancel = setTimer(resolve, 80);
	return promise.finally(() => {
		unsubscribe();
		cancel();
	});
};

const glyphsBy = (
	isAscii: boolean | undefined,
	environment: Readonly<Record<string, string | undefined>>,
) => {
	if (isAscii === undefined) {
		return glyphsFor(environment);
	}
	return isAscii ? asciiGlyphs : unicodeGlyphs;
};

const sizeOf = ({columns, rows}: NodeJS.WriteStream) => ({
	columns: columns || 80,
	rows: rows || 24,
});

const report = (end: End, problems: readonly string[]): number => {
	for (const problem of problems) {
		process.stderr.write(`ipvs-tui: ${problem}\n`);
	}
	switch (end.kind) {
		case 'left':
			return 0;
		case 'signal':
			return 128 + end.number;
		case 'hung-up':
			return 129;
		case 'defect':
			process.stderr.write(
				`ipvs-tui: a defect in the program ended it; the table was not touched\n${
					end.error instanceof Error ? (end.error.stack ?? end.error.message) : String(end.error)
				}\n`,
			);
			return 70;
	}
};
