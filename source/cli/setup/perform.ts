import {loadedModules} from '../../host/parse/proc.ts';
import {commandText, run, settingsFolder, type Command} from '../../setup/command.ts';
import {itemKey, itemName, type Item} from '../../setup/item.ts';
import type {Machine} from '../../setup/machine.ts';
import type {Step} from '../../setup/plan.ts';
import type {Present} from '../../setup/present.ts';
import type {State} from '../../setup/state.ts';
import type {Before, Made} from '../../setup/unmake.ts';
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
	readonly journal: readonly {readonly item: Item; readonly former: Made | undefined}[];
	readonly problem: string | undefined;
};

/** Does one step after the other. Each is written down before it is done. */
export const perform = async (
	steps: readonly Step[],
	start: State,
	workplace: Workplace,
): Promise<Performance> => {
	let state = start;
	const journal: {item: Item; former: Made | undefined}[] = [];
	for (const step of steps) {
		// oxlint-disable-next-line no-await-in-loop -- one after the other
		const {next, problem, former} = await performOne(step, state, workplace);
		state = next;
		if (former !== 'not begun') {
			journal.push({item: itemOf(step), former});
		}
		if (problem !== undefined) {
			return {state, journal, problem};
		}
	}
	return {state, journal, problem: await writeState(workplace.machine, workplace.path, state)};
};

const itemOf = (step: Step): Item => (step.kind === 'make' ? step.item : step.made.item);

const performOne = async (step: Step, state: State, workplace: Workplace) => {
	const {machine, path, done} = workplace;
	const key = itemKey(itemOf(step));
	const former = state.made.find(({item}) => itemKey(item) === key);
	const others = state.made.filter(each => each !== former);
	const begun: State = {
		...state,
		made:
			step.kind === 'remove'
				? state.made
				: former === undefined
					? [...others, {item: step.item, before: await beforeOf(step.item, workplace)}]
					: state.made.map(each => (each === former ? {...former, item: step.item} : each)),
		modulesBefore: await modulesOf(machine),
	};
	const unwritten = await writeState(machine, path, begun);
	if (unwritten !== undefined) {
		return {next: state, problem: unwritten, former: 'not begun'} as const;
	}
	const problem = await runAll(step.commands, machine);
	const next = withModules(
		problem === undefined && step.kind === 'remove' ? {...begun, made: others} : begun,
		await modulesOf(machine),
	);
	if (problem === undefined) {
		const sign = step.kind === 'remove' ? '-' : former === undefined ? '+' : '~';
		done(`${sign} ${itemName(itemOf(step))}\n`);
	}
	return {next, problem, former};
};

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
