import {knownWriters} from '../doctor/checks/company.ts';
import {seen, unseen, type Evidence, type Process} from '../doctor/evidence.ts';
import type {Reach} from './reach.ts';

/** Programs that are known to write the table and run in this network namespace. */
export const gatherWriters = async (reach: Reach): Promise<Evidence['writers']> => {
	const entries = await reach.list('/proc');
	if (!entries.isSeen) {
		return entries;
	}
	const ids = entries.value.filter(name => /^\d+$/.test(name)).map(Number);
	const found: Process[] = [];
	for (let start = 0; start < ids.length; start += atOnce) {
		const group = ids.slice(start, start + atOnce);
		// oxlint-disable-next-line no-await-in-loop -- so many files are open at once and not more
		found.push(...(await Promise.all(group.map(async id => writerOf(reach, id)))).flat());
	}
	if (found.length === 0 && !(await seesOthers(reach))) {
		return unseen('/proc hides the processes of others from this user (hidepid); run with sudo');
	}
	const here = await reach.readLink('/proc/self/ns/net');
	const spaces = await Promise.all(found.map(async ({id}) => reach.readLink(`/proc/${id}/ns/net`)));
	return seen(
		oneEach(
			found.filter(
				(_, at) => here === undefined || spaces[at] === undefined || spaces[at] === here,
			),
		),
	);
};

const atOnce = 64;

/** The first process runs everywhere. */
const seesOthers = async (reach: Reach): Promise<boolean> => {
	const first = await reach.readFile('/proc/1/comm');
	return first.isSeen && first.value !== undefined;
};

const writerOf = async (reach: Reach, id: number): Promise<readonly Process[]> => {
	const file = await reach.readFile(`/proc/${id}/comm`);
	const name = file.isSeen ? (file.value?.trim() ?? '') : '';
	return Object.hasOwn(knownWriters, name) ? [{name, id}] : [];
};

/** keepalived is two or three processes. */
const oneEach = (processes: readonly Process[]): readonly Process[] =>
	processes.filter(({name}, at) => processes.findIndex(other => other.name === name) === at);
