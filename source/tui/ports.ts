import type {Candidate} from './overlays/command/state.ts';
import type {TuiState} from './store/state.ts';

/** What the program around the screens does for them. Whatever a screen needs from outside is handed in here, and nowhere else. */
export type Ports = {
	/** Carries out a line of the command line; its outcome comes back as a sentence. */
	readonly runLine?: ((line: string) => Promise<string>) | undefined;
	/** What a line that is being typed may become. */
	readonly complete?: ((line: string, state: TuiState) => readonly Candidate[]) | undefined;
};
