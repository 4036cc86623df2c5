import {readdirSync, statSync} from 'node:fs';
import {join} from 'node:path';
import {serverReports, type Status} from '../../care/status.ts';
import type {Mark} from '../../care/state.ts';
import {noCare, type Care, type CaredService, type CarePort} from '../../operator/care.ts';
import {filesIn, markServers, type ServiceFiles} from './files.ts';
import {lastHolderOf, seemsRunning, type Holder} from './lock.ts';
import {folderName} from './place.ts';

/** A folder as it was read: anything that is written into it moves the time of the folder. */
type Known = {
	readonly files: ServiceFiles;
	readonly at: number;
	readonly status: Status | undefined;
	readonly holder: Holder | undefined;
	readonly service: CaredService | undefined;
};

/**
What those who take care of one director know, again and again: a look at the times of their folders is all that it costs while nothing
is new, and a look at one that is not there while there are none.
*/
export const openKnownCare = (folder: string, prefix: string): CarePort => {
	let listed: {readonly at: number; readonly names: readonly string[]} = {at: never, names: []};
	let known: ReadonlyMap<string, Known> = new Map();
	let care = noCare;

	const namesNow = (): readonly string[] => {
		const at = timeOf(folder);
		if (at !== listed.at) {
			listed = {at, names: at === never ? [] : list(folder)};
		}
		return listed.names;
	};

	return {
		read: () => {
			const isAlive = askedOnce(seemsRunning);
			const names = new Set(namesNow());
			const unread = [...names].filter(name => !known.has(name));
			const kept = new Map<string, Known>();
			const read = new Map<string, Known>();
			// Those that were read longest ago come first: where there are more than one look can read, each has its turn.
			for (const name of [...unread, ...known.keys().filter(key => names.has(key))]) {
				const last = known.get(name);
				const mayRead = read.size < mostReads;
				const found = look(join(folder, name), {last, mayRead, isAlive});
				if (found !== undefined) {
					(found.at === last?.at || !mayRead ? kept : read).set(name, found);
				}
			}
			known = new Map([...kept, ...read]);
			// Services of other directors lie beside them.
			const next = new Map(
				[...known].flatMap(([name, {status, service}]) =>
					status !== undefined &&
					service !== undefined &&
					name === folderName(prefix, status.service)
						? [[status.service, service]]
						: [],
				),
			);
			const isSame =
				next.size === care.size && next.entries().every(([key, one]) => care.get(key) === one);
			care = isSame ? care : next;
			return care;
		},
		pin: (service, said) => markServers(filesIn(join(folder, folderName(prefix, service))), said),
	};
};

/** The same of several folders: one's own, and that of root. */
export const knownCareIn = (folders: readonly string[], prefix: string): CarePort => {
	const ports = folders.map(folder => openKnownCare(folder, prefix));
	let parts: readonly Care[] = [];
	let care = noCare;
	return {
		read: () => {
			const now = ports.map(port => port.read());
			if (now.some((part, at) => part !== parts[at])) {
				parts = now;
				// Where both know of a service, who takes care of it now is right.
				care = new Map(
					parts
						.flatMap(part => [...part])
						.toSorted(([, one], [, other]) => Number(one.isInCare) - Number(other.isInCare)),
				);
			}
			return care;
		},
		pin: (service, said) => {
			const port = ports.find((_, at) => parts[at]?.get(service) === care.get(service)) ?? ports[0];
			return port?.pin(service, said);
		},
	};
};

/** A look takes some hundredths of a millisecond for each folder that is read. */
const mostReads = 200;

type Looking = {
	readonly last: Known | undefined;
	readonly mayRead: boolean;
	readonly isAlive: (holder: Holder) => boolean;
};

const look = (path: string, {last, mayRead, isAlive}: Looking): Known | undefined => {
	const now = timeOf(path);
	const isOld = last !== undefined && (last.at === now || !mayRead);
	if (!isOld && !mayRead) {
		return undefined;
	}
	const at = isOld ? last.at : now;
	const files = last?.files ?? filesIn(path);
	const status = isOld ? last.status : files.status();
	const holder = isOld ? last.holder : lastHolderOf(path);
	if (status === undefined) {
		return {files, at, status, holder, service: undefined};
	}
	const isInCare = holder?.pid === status.pid && isAlive(holder);
	if (isOld && last.service?.isInCare === isInCare) {
		return last;
	}
	const service = readable(() => serviceOf(status, files.marks(), isInCare));
	if (service === undefined) {
		return {files, at, status: undefined, holder, service};
	}
	const isNews = last?.service === undefined || textOf(service) !== textOf(last.service);
	return {files, at, status, holder, service: isNews ? service : last.service};
};

/** A file that somebody has spoilt says nothing. */
const readable = <Value>(read: () => Value): Value | undefined => {
	try {
		return read();
	} catch {
		return undefined;
	}
};

const serviceOf = (
	status: Status,
	marks: Readonly<Record<string, Mark>>,
	isInCare: boolean,
): CaredService => {
	const {pid, state, written} = status;
	// What was said a moment ago holds, though the process has not written it down yet.
	const servers = Object.fromEntries(
		Object.entries(state.servers).map(([key, server]) => [
			key,
			{...server, mark: marks[key] ?? 'auto'},
		]),
	);
	return {
		pid,
		isInCare,
		leftAt: isInCare ? undefined : written,
		didAt: state.didAt,
		servers: new Map(
			serverReports({...status, state: {...state, servers}}).map(
				({server, role, health, since, mark, isHeld, fullWeight, did, note}) => [
					server,
					{role, health, since, mark, isHeld, fullWeight, did, note},
				],
			),
		),
	};
};

const textOf = ({servers, ...others}: CaredService): string =>
	JSON.stringify([others, [...servers]]);

/** Of many services in care of one process it is asked for once. */
const askedOnce = (ask: (holder: Holder) => boolean): ((holder: Holder) => boolean) => {
	const answers = new Map<string, boolean>();
	return holder => {
		const id = `${holder.pid} ${holder.start}`;
		const answer = answers.get(id) ?? ask(holder);
		answers.set(id, answer);
		return answer;
	};
};

const never = 0;

/** When something in a folder was written, renamed or removed last; NaN, which is never the same, while more of it may come at that time. */
const timeOf = (path: string): number => {
	try {
		const time = statSync(path, {throwIfNoEntry: false})?.mtimeMs ?? never;
		return Date.now() - time < coarsest ? Number.NaN : time;
	} catch {
		return never;
	}
};

/** Times in file systems are as many milliseconds apart. */
const coarsest = 50;

const list = (folder: string): readonly string[] => {
	try {
		return readdirSync(folder);
	} catch {
		return [];
	}
};
