import {spawn} from 'node:child_process';
import type {Report} from '../../doctor/examine.ts';
import {jsonReport} from '../../doctor/report-json.ts';
import {reportText} from '../../doctor/report-text.ts';
import {examineDirector, runningDirector} from '../host/examine-director.ts';
import {fileFacts} from '../host/file-facts.ts';
import {namespacePath} from '../network-namespace.ts';
import {problemOf} from '../open.ts';
import {readOptions} from './read-options.ts';
import {refuse, usageError} from './with-director.ts';
import type {Word, WordCall} from './word.ts';

/** Says what is wrong with a director and its host, and how to mend it. It changes nothing. */
export const runDoctor: Word = async call => {
	const read = readOptions('doctor', call.argv);
	if (typeof read === 'string') {
		return refuse(call, read);
	}
	const problem = problemOf(call.wanted);
	if (problem !== undefined) {
		return refuse(call, problem);
	}
	if (call.wanted.networkNamespace !== undefined) {
		return runInside(call.wanted.networkNamespace, call);
	}
	const {given} = read;
	const path = given.get('for');
	const director = await (path === undefined ? runningDirector(call) : fileFacts(path, call));
	if (typeof director === 'string') {
		return refuse(call, director);
	}
	if (!('services' in director)) {
		call.stderr(`${director.join('\n')}\n`);
		return usageError;
	}
	const report = await examineDirector(director, call, {
		probe: !given.has('no-probe'),
		arp: given.has('arp'),
	});
	call.stdout(given.has('json') ? `${JSON.stringify(jsonReport(report))}\n` : reportText(report));
	return exitCode(report);
};

/** 2 is what every word says to a wrong command line. */
const exitCode = ({counts}: Report): number => {
	if (counts.fail > 0) {
		return 3;
	}
	return counts.warn > 0 ? 1 : 0;
};

/**
Everything of it must happen in the namespace, the connections to the real servers too, and a process that runs can not enter one: so
it is another process of this program.
*/
const runInside = async (place: string, call: WordCall): Promise<number> => {
	if (process.geteuid?.() !== 0) {
		return refuse(call, 'only root can enter another network namespace: run with sudo');
	}
	const [script = ''] = process.argv.slice(1);
	const program = [process.execPath, ...process.execArgv, script, 'doctor', ...call.argv];
	return new Promise(resolve => {
		const child = spawn('nsenter', [`--net=${namespacePath(place)}`, '--', ...program], {
			stdio: 'inherit',
		});
		child.once('error', () =>
			resolve(refuse(call, 'the program nsenter (util-linux) is not there')),
		);
		child.once('exit', code => resolve(code ?? usageError));
	});
};
