import {Box, Text, useApp} from 'ink';
import {useRef} from 'react';
import type {Clock} from '../sampler/clock.ts';
import type {Sampler} from '../sampler/sampler.ts';
import {TitleBar} from './components/TitleBar.tsx';
import {useKeys, useText} from './hooks/use-keys.ts';
import {useSource} from './hooks/use-source.ts';
import type {KeyContext} from './keys/binding.ts';
import {paste, press} from './keys/press.ts';
import {HelpScreen} from './screens/HelpScreen.tsx';
import {ServicesScreen} from './screens/ServicesScreen.tsx';
import {bodyHeight} from './store/state.ts';
import type {TuiStore} from './store/tui-store.ts';
import {helpPage} from './view/help.ts';
import {hintLine} from './view/hints.ts';
import {servicesView, tooSmall} from './view/screen.ts';
import {titleParts} from './view/title.ts';

export type AppProps = {
	readonly store: TuiStore;
	readonly sampler: Sampler;
	readonly clock: Clock;
	readonly hasColour: boolean;
	/** Leaves the program. */
	readonly quit: () => void;
	/** Stops the job inside the given hand-over of the terminal. */
	readonly stopJob: () => Promise<void>;
	readonly redraw: () => void;
	/** Another number draws everything again. */
	readonly drawing: number;
};

/** The whole screen, exactly as high as the terminal. */
export const App = ({store, sampler, clock, hasColour, quit, stopJob, redraw}: AppProps) => {
	const {suspendTerminal} = useApp();
	const isSuspended = useRef(false);
	const state = useSource(store);
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
	const {size, mode} = state;
	const help = helpPage(size, {top: mode.kind === 'help' ? mode.top : 0, glyphs: state.glyphs});
	const context: KeyContext = {
		get: store.get,
		apply: store.apply,
		refresh: sampler.refresh,
		setPaused: sampler.setPaused,
		quit,
		suspend: () => void suspend(),
		helpScroll: help.scroll,
		redraw,
	};
	useKeys(clock, key => press(context, key));
	useText(text => paste(context, text));

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
	return (
		<Box flexDirection="column" height={size.rows} width={size.columns} overflow="hidden">
			<TitleBar {...titleParts(state)} hasColour={hasColour} />
			{mode.kind === 'help' ? (
				<HelpScreen page={help} hints={hintLine(state, help.position)} hasColour={hasColour} />
			) : (
				<ServicesScreen
					view={servicesView(state)}
					height={bodyHeight(size)}
					hasColour={hasColour}
				/>
			)}
		</Box>
	);
};
