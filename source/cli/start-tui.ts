import {hostname} from 'node:os';
import type {Client} from '../client/client.ts';
import type {Failure} from '../model/failure.ts';
import {preferencesPath, readPreferences} from '../config/file.ts';
import {runTui, type TuiOptions} from '../tui/run-tui.tsx';
import {vocabulary} from '../tui/vocabulary.ts';
import {openDemo} from './demo.ts';
import {openDirectorOf, problemOf} from './open.ts';
import {defaultScenario, type Wanted} from './route.ts';

type Wish = {
	readonly wanted: Wanted;
	/** Seconds. */
	readonly interval: number | undefined;
};

/** Opens a director and shows it. Returns the exit code, or one sentence that says why nothing could be shown. */
export const startTui = async ({wanted, interval}: Wish): Promise<number | string> => {
	const unfit = problemOf(wanted);
	if (unfit !== undefined) {
		return unfit;
	}
	const director = wanted.kind === 'kernel' ? await kernelOrDemo(wanted) : asked(wanted);
	if (typeof director === 'string') {
		return director;
	}
	const {preferences, problem} = await readPreferences(preferencesPath(process.env), vocabulary);
	return runTui({
		client: director.client,
		title: {hostName: hostname(), source: director.source},
		interval: interval ?? preferences.interval,
		remark: problem ?? director.remark,
	});
};

type Director = {
	readonly client: Client;
	readonly source: TuiOptions['title']['source'];
	/** What the person should know and do about it. */
	readonly remark?: string | undefined;
};

const asked = (demo: Wanted & {kind: 'demo'}): Director | string => {
	const client = openDemo(demo, () => performance.now());
	return typeof client === 'string'
		? client
		: {client, source: {kind: 'embedded', reason: 'as asked for by --demo'}};
};

/**
The kernel's table where the kernel has one and it may be read, if only from /proc/net/ip_vs; an embedded director where it has none. Any other
trouble belongs on the screen, which keeps trying.
*/
const kernelOrDemo = async (wanted: Wanted & {kind: 'kernel'}): Promise<Director | string> => {
	const kernel = openDirectorOf(wanted);
	const info = await kernel.info();
	const isAbsent =
		!info.ok && (info.failure.kind === 'no-module' || info.failure.kind === 'unsupported');
	if (!isAbsent || (await kernel.publicTable()).ok) {
		return {
			client: kernel,
			source: {kind: 'kernel', networkNamespace: wanted.networkNamespace},
		};
	}
	kernel.close();
	const director = asked({kind: 'demo', scenario: defaultScenario, seed: undefined});
	return typeof director === 'string' ? director : {...director, ...reasonFor(info.failure)};
};

const reasonFor = (failure: Failure): Pick<Director, 'source' | 'remark'> => {
	if (process.platform !== 'linux') {
		return {source: {kind: 'embedded', reason: 'this is not Linux'}};
	}
	return failure.kind === 'unsupported'
		? {
				source: {kind: 'embedded', reason: 'no access to the kernel'},
				remark: 'The native addon is missing: ipvs-tui -Ln says why and how to get it',
			}
		: {source: {kind: 'embedded', reason: 'no ip_vs module in this kernel'}};
};
