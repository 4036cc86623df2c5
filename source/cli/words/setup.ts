import {hasNetworkAdministrator} from '../../host/parse/proc.ts';
import type {Machine} from '../../setup/machine.ts';
import {emptyState, sinceStart, type State} from '../../setup/state.ts';
import {thisMachineToChange} from '../host/machine.ts';
import {runInside} from '../host/run-inside.ts';
import {problemOf} from '../open.ts';
import {clean} from '../setup/clean.ts';
import {modulesOf, withModules} from '../setup/perform.ts';
import {prepare} from '../setup/prepare.ts';
import {stateFile, stateIn} from '../setup/state-file.ts';
import type {Task} from '../setup/task.ts';
import {readOptions, type WordOptions} from './read-options.ts';
import {refuse} from './with-director.ts';
import type {Word} from './word.ts';

/** Prepares a host for its services, or takes away what was made for them. */
export const runSetup: Word = async call => {
	const read = readOptions('setup', call.argv);
	if (typeof read === 'string') {
		return refuse(call, read);
	}
	const problem = problemOf(call.wanted);
	if (problem !== undefined) {
		return refuse(call, problem);
	}
	if (call.wanted.kind !== 'kernel') {
		return refuse(
			call,
			'setup prepares a host, and a demo has none; leave --demo or --connect away',
		);
	}
	if (call.wanted.networkNamespace !== undefined) {
		return runInside('setup', call.wanted.networkNamespace, call);
	}
	const {machine = thisMachineToChange} = call;
	const path = await stateFile(machine);
	const isDryRun = read.given.has('dry-run');
	if (!isDryRun && !(await mayAdminister(machine))) {
		return refuse(call, 'setup needs root: run with sudo, or see with --dry-run what it would do');
	}
	// A look needs no right to write.
	const release = isDryRun ? async () => {} : await machine.claim(`${path}.lock`);
	if (typeof release === 'string') {
		return refuse(call, release);
	}
	try {
		return await setUp(read, {call, machine, path, isDryRun});
	} finally {
		await release();
	}
};

const setUp = async (
	read: WordOptions,
	{call, machine, path, isDryRun}: Omit<Task, 'state'> & {readonly isDryRun: boolean},
): Promise<number> => {
	const found = await stateIn(machine, path);
	if (typeof found === 'string') {
		return refuse(call, found);
	}
	const known = sinceStart(found ?? emptyState, await startOf(machine));
	// Of a run that was killed: what came while its last step was done.
	const state = withModules(known, await modulesOf(machine));
	const task = {call, machine, path, state};
	if (read.given.has('clean')) {
		const [other] = [...read.given.keys()].filter(name => name !== 'clean' && name !== 'dry-run');
		return other === undefined
			? clean(task, {isDryRun})
			: refuse(call, `--clean takes everything away; leave --${other} away`);
	}
	const options = read.given.has('update') ? lastOptions(read, found) : read;
	return typeof options === 'string' ? refuse(call, options) : prepare(task, options);
};

const mayAdminister = async (machine: Machine): Promise<boolean> => {
	const file = await machine.readFile('/proc/self/status');
	return !file.isSeen || hasNetworkAdministrator(file.value ?? '');
};

const startOf = async (machine: Machine): Promise<string> => {
	const file = await machine.readFile('/proc/sys/kernel/random/boot_id');
	return file.isSeen ? (file.value?.trim() ?? '') : '';
};

/** Those of the last time, with what was given now. */
const lastOptions = ({given}: WordOptions, state: State | undefined): WordOptions | string => {
	if (state === undefined) {
		return 'nothing was set up here yet; leave --update away';
	}
	const last = readOptions('setup', state.words);
	if (typeof last === 'string') {
		return last;
	}
	const all = new Map([...last.given, ...given]);
	all.delete('update');
	return {...last, given: all};
};
