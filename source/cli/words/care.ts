import {resolve} from 'node:path';
import {configurationFor} from '../care/configured.ts';
import {withLongFlags} from '../care/flags.ts';
import {allFiles} from '../care/files.ts';
import {seemsHeldBy} from '../care/lock.ts';
import {readMetricsPlace} from '../care/metrics.ts';
import {pin} from '../care/pin.ts';
import {careFolders} from '../care/place.ts';
import {takeCare, type RunOptions} from '../care/run.ts';
import {statusJson, statusText} from '../care/status-text.ts';
import {ownProgram, runInside} from '../host/run-inside.ts';
import {problemOf} from '../open.ts';
import type {OwnOptionName} from '../own-options.ts';
import {lvscareFlags} from '../own-words.ts';
import {careUnit, leadingWords} from '../unit.ts';
import {readOptions, type WordOptions} from './read-options.ts';
import {refuse} from './with-director.ts';
import type {Word, WordCall} from './word.ts';

/** Takes care of the servers of services, or says or is told something about that. */
export const runCare: Word = async call => {
	const read = readOptions('care', withLongFlags(call.argv), 'pass');
	if (typeof read === 'string') {
		return refuse(call, read);
	}
	const problem = problemOf(call.wanted);
	if (problem !== undefined) {
		return refuse(call, problem);
	}
	const {networkNamespace} = call.wanted;
	// The checks must come from where the director is.
	if (networkNamespace !== undefined && !read.given.has('print-unit')) {
		return runInside('care', networkNamespace, call);
	}
	const [first, ...rest] = read.operands;
	switch (first) {
		case 'status':
			return only(['json'], read, call) ?? showStatus(read, call);
		case 'pin':
			return only([], read, call) ?? pin(rest, call);
		default:
			return care(read, call);
	}
};

/** An exit code when there are options that have no place here. */
const only = (
	names: readonly OwnOptionName[],
	{given}: WordOptions,
	call: WordCall,
): number | undefined => {
	const other = [...given.keys()].find(name => !names.includes(name));
	return other === undefined ? undefined : refuse(call, `--${other} has no place here`);
};

const showStatus = (
	{given}: WordOptions,
	{stdout, environment = process.env}: WordCall,
): number => {
	const known = careFolders(environment)
		.flatMap(allFiles)
		.flatMap(files => {
			const status = files.status();
			return status === undefined
				? []
				: [{status, isInCare: seemsHeldBy(files.folder, status.pid)}];
		});
	stdout(given.has('json') ? statusJson(known) : statusText(known, Date.now()));
	return 0;
};

const care = async (read: WordOptions, call: WordCall): Promise<number> => {
	const {given, operands} = read;
	const wrong = mistakeIn(read);
	if (wrong !== undefined) {
		return refuse(call, wrong);
	}
	if (given.has('print-unit')) {
		const words = call.argv.filter(word => word !== '--print-unit');
		const absolute = words.map(word => (word === operands[0] ? resolve(word) : word));
		call.stdout(careUnit([...ownProgram(), ...leadingWords(call.wanted), 'care', ...absolute]));
		return 0;
	}
	const metrics = given.get('metrics');
	const place = metrics === undefined ? undefined : readMetricsPlace(metrics);
	if (typeof place === 'string') {
		return refuse(call, place);
	}
	return takeCare(call, {
		read: configurationFor(read),
		task: taskOf(read),
		cleansOnExit: given.has('clean-on-exit'),
		form: given.get('log') === 'json' ? 'json' : 'text',
		metrics: place,
	});
};

const taskOf = ({given}: WordOptions): RunOptions['task'] => {
	if (given.has('clean')) {
		return 'clean';
	}
	return given.has('run-once') ? 'once' : 'care';
};

const mistakeIn = ({given, operands}: WordOptions): string | undefined => {
	const [path, extra] = operands;
	const flag = lvscareFlags.find(name => given.has(name));
	if (path?.startsWith('-') === true || extra !== undefined) {
		return `care takes one FILE, but got ${extra ?? path}`;
	}
	if (path === undefined && flag === undefined) {
		return 'care takes a FILE that says what to take care of, or --vs and --rs; see "ipvs-tui care --help"';
	}
	if (path !== undefined && flag !== undefined) {
		return `--${flag} is for one service without a file; leave it or ${path} away`;
	}
	const form = given.get('log') ?? 'text';
	if (form !== 'text' && form !== 'json') {
		return `--log takes text or json, not ${form}`;
	}
	return given.has('clean') && given.has('run-once')
		? '--clean takes everything away and --run-once puts it there; leave one away'
		: undefined;
};
