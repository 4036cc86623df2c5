import {constants} from 'node:os';

/** Why the program ends. */
export type End =
	| {readonly kind: 'left'}
	| {readonly kind: 'signal'; readonly number: number}
	/** The terminal is gone. */
	| {readonly kind: 'hung-up'}
	| {readonly kind: 'defect'; readonly error: unknown};

export type WatchEndOptions = {
	readonly stdin: NodeJS.ReadStream;
	readonly stdout: NodeJS.WriteStream;
	readonly onEnd: (end: End) => void;
};

const signals = ['SIGTERM', 'SIGINT', 'SIGHUP', 'SIGQUIT'] as const;

/**
Tells of everything from outside that must end the program, instead of letting it die with the terminal in raw mode.

@returns the function that stops watching
*/
export const watchEnd = ({stdin, stdout, onEnd}: WatchEndOptions): (() => void) => {
	const handlers = signals.map(
		signal => [signal, () => onEnd({kind: 'signal', number: constants.signals[signal]})] as const,
	);
	const defect = (error: unknown): void => onEnd({kind: 'defect', error});
	const gone = (): void => onEnd({kind: 'hung-up'});
	for (const [signal, handler] of handlers) {
		process.on(signal, handler);
	}
	process.on('uncaughtException', defect);
	process.on('unhandledRejection', defect);
	stdin.on('end', gone);
	stdin.on('error', gone);
	stdout.on('error', gone);
	// Node asks it for its size as well when that of the terminal has changed.
	process.stderr.on('error', gone);
	return () => {
		for (const [signal, handler] of handlers) {
			process.off(signal, handler);
		}
		process.off('uncaughtException', defect);
		process.off('unhandledRejection', defect);
		stdin.off('end', gone);
		stdin.off('error', gone);
		// Those for errors of stdout and stderr are not left without a listener: a write to a terminal that is gone may fail late.
		process.stderr.off('error', gone);
		process.stderr.off('error', ignore).on('error', ignore);
	};
};

const ignore = (): void => {};
