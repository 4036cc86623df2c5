import {basename} from 'node:path';
import {withRawBytes} from './raw-arguments.ts';

/** What native/launcher.cc knows of its caller. */
export type Launch = {
	/** What the caller executed; perhaps a link. */
	readonly path: string;
	/** As the caller gave it. */
	readonly argv0: string;
	readonly onBrokenPipe: BrokenPipe;
};

/** What a write does to this process when its reader went away; a caller may want to hear of it instead. */
export type BrokenPipe = 'ends' | 'fails';

/**
What the launcher put before the arguments; it is taken from `argv`, so that all that read process.argv find there what they expect. Who links to
the script has no launcher, and the same word is an argument like others.
*/
export const takeLaunch = (argv: string[]): Launch | undefined => {
	const [, script = '', word] = argv;
	const onBrokenPipe = words.get(word ?? '');
	if (onBrokenPipe === undefined || argv.length < 5 || basename(script) !== 'main.js') {
		return undefined;
	}
	const [argv0 = ''] = withRawBytes(argv.slice(4));
	const [, path = ''] = argv.splice(2, 3);
	return {path, argv0, onBrokenPipe};
};

const words: ReadonlyMap<string, BrokenPipe> = new Map([
	['--launched', 'ends'],
	['--launched-without-sigpipe', 'fails'],
]);
