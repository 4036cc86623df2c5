import {loadedModules} from '../../host/parse/proc.ts';
import {commandText, run, settingsFolder, type Command} from '../../setup/command.ts';
import {itemKey, itemName, type Item} from '../../setup/item.ts';
import type {Machine} from '../../setup/machine.ts';
import type {Step} from '../../setup/plan.ts';
import type {Present} from '../../setup/present.ts';
import type {State} from '../../setup/state.ts';
import {beforeAgain, type Before, type Made} from '../../setup/unmake.ts';
import {writeState} from './state-file.ts';

export type Workplace = {
	readonly machine: Machine;
	/** The state file. */
	readonly path: string;
	readonly present: Present;
	/** Told of each step that is done. */
	readonly done: (line: string) => void;
};

/** What was done, and the sentence about what stopped it. */
export type Performance = {
	readonly state: State;
	/** What a step has changed, by what was written down about it before; undefined for what is new. */
	readonly journal: Readonly<Journal>;
	readonly problem: string | undefined;
};

/** Does one step after the other. What a step makes is written down before it is begun. */
export const perform = async (
	steps: readonly Step[],
	start: State,
	workplace: Workplace,
): Promise<Performance> => {
	const {machine, path} = workplace;
	let state = start;
	const journal: Journal = [];
	for (const group of groupsOf(steps)) {
		// oxlint-disable-next-line no-await-in-loop -- one after the other
		const problem = await performGroup(group, workplace, {
			journal,
			state: () => state,
			change: next => (state = next),
		});
		if (problem !== undefined) {
			return {state, journal, problem};
		}
	}
	return {state, journal, problem: await writeState(machine, path, state)};
};

type Journal = {readonly item: Item; readonly former: Made | undefined}[];

type Ledger = {
	readonly journal: Journal;
	readonly state: () => State;
	readonly change: (next: State) => void;
};

/** A host can have thousands of addresses, and writing all of them down before each would take minutes. */
const groupsOf = (steps: readonly Step[]): readonly (readonly Step[])[] => {
	const groups: Step[][] = [];
	for (const step of steps) {
		const last = groups.at(-1);
		const [first] = last ?? [];
		if (last !== undefined && first !== undefined && isAddress(first) && isAddress(step)) {
			last.push(step);
		} else {
			groups.push([step]);
		}
	}
	return groups;
};

const isAddress = (step: Step): boolean =>
	step.kind === 'make' && (step.item.kind === 'address' || step.item.kind === 'route');

const performGroup = async (
	group: readonly Step[],
	workplace: Workplace,
	{journal, state, change}: Ledger,
): Promise<string | undefined> => {
	const {machine, path, done} = workplace;
	const before = state();
	const formers = new Map(before.made.map(each => [itemKey(each.item), each] as const));
	const made = new Map(formers);
	for (const step of group) {
		const key = itemKey(itemOf(step));
		const former = formers.get(key);
		if (step.kind === 'make') {
			const was =
				former === undefined
					? // oxlint-disable-next-line no-await-in-loop -- only settings have something to read
						await beforeOf(step.item, workplace)
					: beforeAgain(former, workplace.present);
			made.set(key, {item: step.item, before: was});
		}
	}
	const begun = {...before, made: [...made.values()], modulesBefore: await modulesOf(machine)};
	const unwritten = await writeState(machine, path, begun);
	if (unwritten !== undefined) {
		return unwritten;
	}
	journal.push(
		...group.map(step => ({item: itemOf(step), former: formers.get(itemKey(itemOf(step)))})),
	);
	let problem: string | undefined;
	for (const step of group) {
		const key = itemKey(itemOf(step));
		// oxlint-disable-next-line no-await-in-loop -- one after the other
		problem = await runAll(step.commands, machine);
		if (problem !== undefined) {
			break;
		}
		if (step.kind === 'remove') {
			made.delete(key);
		}
		const sign = step.kind === 'remove' ? '-' : formers.has(key) ? '~' : '+';
		done(`${sign} ${itemName(itemOf(step))}\n`);
	}
	change(withModules({...begun, made: [...made.values()]}, await modulesOf(machine)));
	return problem;
};

const itemOf = (step: Step): Item => (step.kind === 'make' ? step.item : step.made.item);

/** What has to be known of a thing to have it again as it was. */
const beforeOf = async (item: Item, {machine, present}: Workplace): Promise<Before> => {
	switch (item.kind) {
		case 'setting': {
			const read = async (path: string) => {
				const file = await machine.readFile(settingsFolder + path);
				return file.isSeen && file.value !== undefined ? [[path, file.value.trim()] as const] : [];
			};
			return {settings: (await Promise.all([item.path, ...item.alsoChanges].map(read))).flat()};
		}
		case 'file':
			return {text: present.files.get(item.path)};
		case 'link':
			return {isThere: present.links.some(({name}) => name === item.name)};
		default:
			return {};
	}
};

/** Modules that are there now and were not before the step that was begun. */
export const withModules = (state: State, now: readonly string[]): State => {
	const {modulesBefore, ...rest} = state;
	if (modulesBefore === undefined) {
		return state;
	}
	const before = new Set([...modulesBefore, ...state.loaded]);
	return {...rest, loaded: [...state.loaded, ...now.filter(name => !before.has(name))]};
};

export const modulesOf = async (machine: Machine): Promise<readonly string[]> => {
	const file = await machine.readFile('/proc/modules');
	return file.isSeen ? loadedModules(file.value ?? '') : [];
};

/** Until one fails, which is said. */
export const runAll = async (
	commands: readonly Command[],
	machine: Machine,
): Promise<string | undefined> => {
	for (const command of commands) {
		// oxlint-disable-next-line no-await-in-loop -- one after the other
		const problem = await runOne(command, machine);
		if (problem !== undefined) {
			return problem;
		}
	}
	return undefined;
};

const runOne = async (command: Command, machine: Machine): Promise<string | undefined> => {
	switch (command.kind) {
		case 'write':
			return machine.write(command.path, command.text);
		case 'remove':
			return machine.remove(command.path);
		case 'run': {
			const {program, words, input} = command;
			const ran = await machine.run(program, words, input);
			if (ran.kind === 'absent') {
				return `the program ${program} is not there`;
			}
			const line = commandText(run(program, ...words));
			if (ran.kind === 'late') {
				return `${line} did not end in time`;
			}
			const reason = ran.stderr.trim().split('\n')[0] ?? '';
			return ran.code === 0 ? undefined : `${line} failed: ${reason || `exit code ${ran.code}`}`;
		}
	}
};
