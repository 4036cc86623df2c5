import type {Client} from '../client/client.ts';
import {openClient} from '../client/open.ts';
import type {Failure} from '../model/failure.ts';
import type {Clock} from '../sampler/clock.ts';
import type {TitleFacts} from '../tui/store/state.ts';
import {openShared} from './demo.ts';
import {startDemo} from './live-demo.ts';
import {openDirectorOf} from './open.ts';
import {defaultScenario, type Wanted} from './route.ts';

/** What is looked at, live. */
export type LiveDirector = {
	/** What was opened, which may be something else than what was wanted. */
	readonly wanted: Wanted;
	readonly client: Client;
	readonly source: TitleFacts['source'];
	readonly clock?: Clock;
	/** What the person should know and do about it. */
	readonly remark?: string | undefined;
};

/** Opens a director, or says in one sentence why there is none. */
export const openLive = async (wanted: Wanted): Promise<LiveDirector | string> => {
	switch (wanted.kind) {
		case 'kernel':
			return kernelOrDemo(wanted);
		case 'demo':
			return live(
				wanted,
				wanted.listen === undefined ? 'asked for by --demo' : `shared at ${wanted.listen}`,
			);
		case 'connect': {
			const client = await openShared(wanted.path);
			return typeof client === 'string'
				? client
				: {wanted, client, source: {kind: 'embedded', reason: `shared at ${wanted.path}`}};
		}
		case 'contradiction':
			return wanted.says;
	}
};

const live = async (
	wanted: Wanted & {kind: 'demo'},
	reason: string,
): Promise<LiveDirector | string> => {
	const demo = await startDemo(wanted);
	return typeof demo === 'string'
		? demo
		: {
				wanted,
				client: openClient(demo.open()),
				clock: demo.clock,
				source: {kind: 'embedded', reason},
			};
};

/**
The kernel's table where the kernel has one and it may be read, if only from /proc/net/ip_vs; an embedded director where it has none. Any other
trouble belongs on the screen, which keeps trying.
*/
const kernelOrDemo = async (wanted: Wanted & {kind: 'kernel'}): Promise<LiveDirector | string> => {
	const kernel = openDirectorOf(wanted);
	const info = await kernel.info();
	const isAbsent =
		!info.ok && (info.failure.kind === 'no-module' || info.failure.kind === 'unsupported');
	if (!isAbsent || (await kernel.publicTable()).ok) {
		return {
			wanted,
			client: kernel,
			source: {kind: 'kernel', networkNamespace: wanted.networkNamespace},
		};
	}
	kernel.close();
	const {source, remark} = reasonFor(info.failure);
	const director = await live({kind: 'demo', scenario: defaultScenario}, source.reason);
	return typeof director === 'string' ? director : {...director, remark};
};

type Reason = {
	readonly source: TitleFacts['source'] & {kind: 'embedded'};
	readonly remark?: string;
};

const reasonFor = (failure: Failure): Reason => {
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
