import {startDemo} from './live-demo.ts';
import type {Wanted} from './route.ts';

/** Shares a demo without showing it, until a signal comes. Returns the exit code, or a sentence that says why it cannot be shared. */
export const shareDemo = async (
	wanted: Wanted & {kind: 'demo'},
	stderr: (text: string) => void,
): Promise<number | string> => {
	const {promise, resolve} = Promise.withResolvers<void>();
	for (const signal of ['SIGINT', 'SIGTERM', 'SIGHUP'] as const) {
		process.once(signal, () => resolve());
	}
	const demo = await startDemo(wanted);
	if (typeof demo === 'string') {
		return demo;
	}
	stderr(
		`ipvs-tui: the demo ${wanted.scenario} is shared at ${wanted.listen} until SIGINT or SIGTERM\n`,
	);
	await promise;
	demo.close();
	return 0;
};
