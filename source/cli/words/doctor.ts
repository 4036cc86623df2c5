import type {Report} from '../../doctor/examine.ts';
import {jsonReport} from '../../doctor/report-json.ts';
import {reportText} from '../../doctor/report-text.ts';
import {examineDirector, runningDirector} from '../host/examine-director.ts';
import {fileFacts} from '../host/file-facts.ts';
import {runInside} from '../host/run-inside.ts';
import {problemOf} from '../open.ts';
import {readOptions} from './read-options.ts';
import {refuse, usageError} from './with-director.ts';
import type {Word} from './word.ts';

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
		return runInside('doctor', call.wanted.networkNamespace, call);
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
		noProbe: given.has('no-probe') ? '--no-probe' : undefined,
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
