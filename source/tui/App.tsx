import {Box, Text, useApp} from 'ink';
import {useEffect, useMemo, useRef} from 'react';
import type {Clock} from '../sampler/clock.ts';
import type {Source} from '../sampler/store.ts';
import type {Sampler} from '../sampler/sampler.ts';
import {BodyLines} from './components/BodyLines.tsx';
import {LineText} from './components/LineText.tsx';
import {useKeys, useText} from './hooks/use-keys.ts';
import {useSource} from './hooks/use-source.ts';
import type {KeyContext} from './keys/binding.ts';
import {paste, press} from './keys/press.ts';
import {point} from './mouse/point.ts';
import type {MouseEvent} from './mouse/reports.ts';
import type {Ports} from './ports.ts';
import {screenOf} from './screens/table.ts';
import {bodyArea} from './store/state.ts';
import type {TuiStore} from './store/tui-store.ts';
import {frameOf} from './view/frame.ts';
import {tooSmall} from './view/too-small.ts';

export type AppProps = {
	readonly store: TuiStore;
	readonly sampler: Sampler;
	readonly clock: Clock;
	readonly ports: Ports;
	/** The last thing that was done with the mouse. */
	readonly mouse: Source<MouseEvent | undefined>;
	/** Leaves the program. */
	readonly quit: () => void;
	/** Stops the job inside the given hand-over of the terminal. */
	readonly stopJob: () => Promise<void>;
	readonly redraw: () => void;
	/** Another number draws everything again. */
	readonly drawing: number;
};

/** The whole screen, exactly as high as the terminal. */
export const App = ({store, sampler, clock, ports, mouse, quit, stopJob, redraw}: AppProps) => {
	const {suspendTerminal} = useApp();
	const isSuspended = useRef(false);
	const state = useSource(store);
	const context = useMemo((): KeyContext => {
		const suspend = async (): Promise<void> => {
			// A second ^z in the same packet must not ask for what is already happening.
			if (isSuspended.current) {
				return;
			}
			isSuspended.current = true;
			await suspendTerminal(stopJob);
			isSuspended.current = false;
			if (store.get().sampler.pausedSince === undefined) {
				sampler.refresh();
			}
		};
		return {
			get: store.get,
			subscribe: store.subscribe,
			apply: store.apply,
			refresh: sampler.refresh,
			setPaused: sampler.setPaused,
			quit,
			suspend: () => void suspend(),
			redraw,
			clock,
			ports,
		};
	}, [store, sampler, clock, ports, quit, stopJob, redraw, suspendTerminal]);
	useKeys(clock, key => press(context, key));
	useText(text => paste(context, text));
	useEffect(
		() =>
			mouse.subscribe(() => {
				const event = mouse.get();
				if (event !== undefined) {
					point(context, event);
				}
			}),
		[mouse, context],
	);
	const {watch} = screenOf(state);
	useEffect(() => watch?.(context), [watch, context]);

	const {size, palette} = state;
	const small = tooSmall(state);
	if (small !== undefined) {
		return (
			<Box flexDirection="column" height={size.rows} width={size.columns} overflow="hidden">
				{small.map(text => (
					<Text key={text} wrap="truncate">
						{text}
					</Text>
				))}
			</Box>
		);
	}
	const {title, notice, body, bodyRows, foot} = frameOf(state);
	const look = {palette, width: size.columns};
	return (
		<Box flexDirection="column" height={size.rows} width={size.columns}>
			<LineText line={title} {...look} />
			<LineText line={notice} {...look} />
			{'Body' in body ? (
				<Box flexDirection="column" height={bodyRows} overflow="hidden">
					<body.Body state={state} area={bodyArea(size)} palette={palette} />
				</Box>
			) : (
				// Clipping costs as much as drawing: the lines are as many as fit, and none is longer than the screen.
				<Box flexDirection="column" height={bodyRows}>
					<BodyLines lines={body.lines.slice(0, bodyRows)} {...look} />
				</Box>
			)}
			<BodyLines lines={foot.map(line => ({line}))} {...look} />
		</Box>
	);
};
