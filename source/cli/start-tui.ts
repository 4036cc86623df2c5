import {hostname} from 'node:os';
import type {Client} from '../client/client.ts';
import {openClient} from '../client/open.ts';
import {openKernel} from '../transport/kernel/kernel.ts';
import {runTui, type TuiOptions} from '../tui/run-tui.tsx';
import {openDemo} from './demo.ts';
import {defaultScenario} from './route.ts';

type Wish = {
	readonly demo: {readonly scenario: string; readonly seed: number | undefined} | undefined;
	/** Seconds. */
	readonly interval: number | undefined;
};

const defaultInterval = 2;

/** Opens a director and shows it. Returns the exit code, or one sentence that says why nothing could be shown. */
export const startTui = async ({demo, interval}: Wish): Promise<number | string> => {
	const director = demo === undefined ? await kernelOrDemo() : asked(demo);
	return typeof director === 'string'
		? director
		: runTui({
				client: director.client,
				title: {hostName: hostname(), source: director.source},
				interval: interval ?? defaultInterval,
			});
};

type Director = {readonly client: Client; readonly source: TuiOptions['title']['source']};

const asked = (demo: NonNullable<Wish['demo']>): Director | string => {
	const client = openDemo(demo, () => performance.now());
	return typeof client === 'string'
		? client
		: {client, source: {kind: 'embedded', reason: 'as asked for by --demo'}};
};

/**
The kernel's table where the kernel has one and it may be read, if only from /proc/net/ip_vs; an embedded director where it has none. Any other
trouble belongs on the screen, which keeps trying.
*/
const kernelOrDemo = async (): Promise<Director | string> => {
	const kernel = openClient(openKernel());
	const info = await kernel.info();
	if (!info.ok && (info.failure.kind === 'no-module' || info.failure.kind === 'unsupported')) {
		const readable = await kernel.publicTable();
		if (!readable.ok) {
			kernel.close();
			const client = openDemo({scenario: defaultScenario}, () => performance.now());
			const reason =
				process.platform === 'linux' ? 'no ip_vs module in this kernel' : 'this is not Linux';
			return typeof client === 'string' ? client : {client, source: {kind: 'embedded', reason}};
		}
	}
	return {client: kernel, source: {kind: 'kernel'}};
};
