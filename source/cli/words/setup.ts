import {hasNetworkAdministrator} from '../../host/parse/proc.ts';
import type {Machine} from '../../setup/machine.ts';
import {emptyState, sinceStart, type State} from '../../setup/state.ts';
import {thisMachineToChange} from '../host/machine.ts';
import {ownProgram, runInside} from '../host/run-inside.ts';
import {problemOf} from '../open.ts';
import {wordsFor} from '../setup/arguments.ts';
import {clean} from '../setup/clean.ts';
import {keepSetUp} from '../setup/keep.ts';
import {modulesOf, withModules} from '../setup/perform.ts';
import {prepare} from '../setup/prepare.ts';
import {stateFile, stateIn} from '../setup/state-file.ts';
import type {Task} from '../setup/task.ts';
import {leadingWords, setupUnit} from '../unit.ts';
import {readOptions, type WordOptions} from './read-options.ts';
import {refuse} from './with-director.ts';
import type {Word, WordCall} from './word.ts';

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
	const contradiction = contradictionIn(read);
	if (contradiction !== undefined) {
		return refuse(call, contradiction);
	}
	if (read.given.has('print-unit')) {
		call.stdout(setupUnit([...ownProgram(), ...leadingWords(call.wanted), ...keepingWords(read)]));
		return 0;
	}
	if (call.wanted.networkNamespace !== undefined) {
		return runInside('setup', call.wanted.networkNamespace, call);
	}
	const {machine = thisMachineToChange} = call;
	return read.given.has('keep')
		? keepSetUp(call, machine, async again => setUpOnce(read, again, machine))
		: setUpOnce(read, call, machine);
};

const contradictionIn = ({given}: WordOptions): string | undefined => {
	const staying = (['keep', 'print-unit'] as const).find(name => given.has(name));
	if (staying === undefined) {
		return undefined;
	}
	const other = (['clean', 'dry-run'] as const).find(name => given.has(name));
	if (other !== undefined) {
		return `--${staying} goes on for ever and --${other} is done at once; leave one away`;
	}
	return given.get('from') === '-'
		? `--${staying} reads the rules again and again, and standard input comes once; name a file with --from`
		: undefined;
};

/** A unit without options of its own has those of the last time. */
const keepingWords = (read: WordOptions): readonly string[] => {
	const words = wordsFor(read);
	return ['setup', ...(words.length === 0 ? ['--update'] : words), '--keep'];
};

const setUpOnce = async (read: WordOptions, call: WordCall, machine: Machine): Promise<number> => {
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
