import {spawn} from 'node:child_process';
import {unseen, type Evidence} from '../../doctor/evidence.ts';
import {examine, type Report} from '../../doctor/examine.ts';
import {jsonReport} from '../../doctor/report-json.ts';
import {reportText} from '../../doctor/report-text.ts';
import {gather, gatherModules, withoutHost, type Director} from '../../host/gather.ts';
import {directorFacts} from '../host/director-facts.ts';
import {fileFacts} from '../host/file-facts.ts';
import {thisMachine} from '../host/reach.ts';
import {namespacePath} from '../network-namespace.ts';
import {problemOf} from '../open.ts';
import {readOptions, type WordOptions} from './read-options.ts';
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
	const evidence = await evidenceFor(call, read);
	if (!('modules' in evidence)) {
		call.stderr(`${evidence.join('\n')}\n`);
		return usageError;
	}
	const report = examine(evidence);
	call.stdout(
		read.given.has('json') ? `${JSON.stringify(jsonReport(report))}\n` : reportText(report),
	);
	return exitCode(report);
};

/** 2 is what every word says to a wrong command line. */
const exitCode = ({counts}: Report): number => {
	if (counts.fail > 0) {
		return 3;
	}
	return counts.warn > 0 ? 1 : 0;
};

/** What is known, or what is wrong with the file. */
const evidenceFor = async (
	call: WordCall,
	{given}: WordOptions,
): Promise<Evidence | readonly string[]> => {
	const path = given.get('for');
	const director = path === undefined ? await ofKernel(call) : await fileFacts(path, call);
	if (!('services' in director)) {
		return director;
	}
	if (call.wanted.kind === 'demo') {
		return withoutHost(director, 'the director of the demo has no host');
	}
	return gather(call.reach ?? thisMachine, director, {
		probe: !given.has('no-probe'),
		arp: given.has('arp'),
	});
};

/** Nothing is asked of a kernel without ip_vs: the question might load it. */
const ofKernel = async (call: WordCall): Promise<Director | readonly string[]> => {
	const modules = await gatherModules(call.reach ?? thisMachine);
	if (call.wanted.kind === 'kernel' && modules.isSeen && !modules.value.present.has('ip_vs')) {
		const nothing = unseen('ip_vs is not loaded');
		return {
			source: 'kernel',
			ipvs: nothing,
			services: nothing,
			isDetailed: false,
			daemons: nothing,
			pitfalls: [],
		};
	}
	const client = await call.open();
	if (typeof client === 'string') {
		return [`ipvs-tui: ${client}`];
	}
	try {
		return await directorFacts(client);
	} finally {
		client.close();
	}
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
	const words = [
		`--net=${namespacePath(place)}`,
		'--',
		process.execPath,
		...process.execArgv,
		script,
	];
	return new Promise(resolve => {
		const child = spawn('nsenter', [...words, 'doctor', ...call.argv], {stdio: 'inherit'});
		child.once('error', () =>
			resolve(refuse(call, 'the program nsenter (util-linux) is not there')),
		);
		child.once('exit', code => resolve(code ?? usageError));
	});
};
