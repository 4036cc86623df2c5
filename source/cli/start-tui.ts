import {hostname} from 'node:os';
import type {Client} from '../client/client.ts';
import {openClient} from '../client/open.ts';
import type {Failure} from '../model/failure.ts';
import type {Preferences} from '../config/preferences.ts';
import type {Clock} from '../sampler/clock.ts';
import {runTui, type TuiOptions} from '../tui/run-tui.tsx';
import {startWith} from '../tui/settings/start-with.ts';
import type {Access} from '../operator/state.ts';
import {examineHere} from './host/examine-here.ts';
import {openOperator} from './operator/open-operator.ts';
import {openFirstTimes} from './first-times.ts';
import {openShared} from './demo.ts';
import {startDemo} from './live-demo.ts';
import {openDirectorOf, problemOf} from './open.ts';
import {preferencesHere} from './preferences-here.ts';
import {saveText} from './save-text.ts';
import {writeNewFile} from './write-file.ts';
import {defaultScenario, type Wanted} from './route.ts';

type Wish = {
	readonly wanted: Wanted;
	/** Seconds. */
	readonly interval: number | undefined;
	/** The file of preferences, and what goes before it. */
	readonly config?: string | undefined;
	readonly theme?: string | undefined;
	readonly label?: string | undefined;
	readonly isAscii?: boolean | undefined;
	/** Nothing can be changed, and no key unlocks it. */
	readonly isReadOnly?: boolean | undefined;
};

/** Opens a director and shows it. Returns the exit code, or one sentence that says why nothing could be shown. */
export const startTui = async (wish: Wish): Promise<number | string> => {
	const unfit = problemOf(wish.wanted);
	if (unfit !== undefined) {
		return unfit;
	}
	const here = await preferencesHere(process.env, wish.config);
	if (typeof here === 'string') {
		return here;
	}
	const director = await directorOf(wish.wanted);
	if (typeof director === 'string') {
		return director;
	}
	const preferences = withOptions(here.preferences, wish);
	return runTui({
		client: director.client,
		operator: sampler =>
			openOperator({
				wanted: director.wanted,
				client: director.client,
				sampler,
				access: accessFor(preferences, wish),
				...(director.clock === undefined ? {} : {clock: director.clock}),
			}),
		ports: {
			saveText: saveText(process.env),
			writeFile: writeNewFile(process.env),
			isFirstTime: openFirstTimes(process.env),
			changePreferences: here.change,
			examine: examineHere(director),
		},
		title: {
			hostName: hostname(),
			source: director.source,
			label: preferences.label,
			accent: preferences.accent,
		},
		interval: preferences.interval,
		remark: remarkOf(here.problems) ?? director.remark,
		keymap: here.keymap,
		start: startWith(preferences),
		...(preferences.ascii === undefined ? {} : {isAscii: preferences.ascii}),
		...(director.clock === undefined ? {} : {clock: director.clock}),
	});
};

const withOptions = (
	{accent, ...preferences}: Preferences,
	{interval, theme, label, isAscii = false}: Wish,
): Preferences => ({
	...preferences,
	...(interval === undefined ? {} : {interval}),
	...(theme === undefined ? {} : {theme}),
	...(label === undefined ? {} : {label}),
	// The colour belongs to the label of the file.
	...(accent === undefined || label !== undefined ? {} : {accent}),
	...(isAscii ? {ascii: true} : {}),
});

const accessFor = ({readOnly}: Preferences, {isReadOnly = false}: Wish): Access => {
	if (isReadOnly) {
		return lookOnly;
	}
	return readOnly
		? {kind: 'read-only', why: 'read-only: the preferences say so', canUnlock: true}
		: {kind: 'read-write'};
};

/** The first problem in full: the others are where it says. */
const remarkOf = ([first, ...others]: readonly string[]): string | undefined =>
	first === undefined || others.length === 0
		? first
		: `${first}; ipvs-tui config lists ${others.length} more`;

const lookOnly: Access = {
	kind: 'read-only',
	why: 'read-only: started with --read-only',
	canUnlock: false,
};

type Director = {
	/** What was opened, which may be something else than what was wanted. */
	readonly wanted: Wanted;
	readonly client: Client;
	readonly source: TuiOptions['title']['source'];
	readonly clock?: Clock;
	/** What the person should know and do about it. */
	readonly remark?: string | undefined;
};

const directorOf = async (wanted: Wanted): Promise<Director | string> => {
	switch (wanted.kind) {
		case 'kernel':
			return kernelOrDemo(wanted);
		case 'demo':
			return live(
				wanted,
				wanted.listen === undefined ? 'as asked for by --demo' : `shared at ${wanted.listen}`,
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
): Promise<Director | string> => {
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
const kernelOrDemo = async (wanted: Wanted & {kind: 'kernel'}): Promise<Director | string> => {
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
	readonly source: TuiOptions['title']['source'] & {kind: 'embedded'};
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
