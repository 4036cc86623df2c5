import {spawn} from 'node:child_process';
import {isIPv6} from 'node:net';
import type {Check, Outcome} from '../../../care/check.ts';
import {errorOutcome, failedBy, noAnswer, passed} from './outcome.ts';
import {limit} from './limit.ts';
import type {Probe, Target} from './target.ts';
import {limitTime} from './time-limit.ts';

/** Passes when the program ends with exit code 0. No shell reads its words. */
export const execProbe = (
	{argv: [program, ...words]}: Check & {kind: 'exec'},
	target: Target,
): Probe => {
	const place: Readonly<Record<string, string>> = {
		$ADDRESS: target.address,
		$PORT: String(target.port),
	};
	const given = words.map(word => place[word] ?? word);
	return async () => runProgram(program, given, target);
};

/** Passes when the server answers an ICMP echo. Node has no such socket: ping(1) has. */
export const pingProbe = (_: Check & {kind: 'ping'}, target: Target): Probe => {
	const {address, bind, timeout} = target;
	const words = [
		isIPv6(address) ? '-6' : '-4',
		'-nq',
		'-c1',
		`-W${Math.ceil(timeout / 1000)}`,
		...(bind === undefined ? [] : ['-I', bind]),
		address,
	];
	return async () => {
		const outcome = await runProgram('ping', words, target);
		return outcome.kind === 'failed' && outcome.why === 'exit code 1' ? noAnswer(timeout) : outcome;
	};
};

/** Servers in any number may not fill this machine with programs. */
const atOnce = limit(256);

const runProgram = async (
	program: string,
	words: readonly string[],
	target: Target,
): Promise<Outcome> => atOnce(async () => startProgram(program, words, target));

const startProgram = async (
	program: string,
	words: readonly string[],
	{timeout}: Target,
): Promise<Outcome> =>
	new Promise(resolve => {
		// A group of its own: what it has started ends with it.
		const child = spawn(program, words, {stdio: ['ignore', 'ignore', 'pipe'], detached: true});
		let text = '';
		const finish = (outcome: Outcome): void => {
			endLimit();
			child.stderr.destroy();
			resolve(outcome);
		};
		const endLimit = limitTime(timeout, () => {
			endGroup(child.pid);
			finish(noAnswer(timeout));
		});
		child.stderr.setEncoding('utf8').on('data', (chunk: string) => {
			text = (text + chunk).slice(0, mostText);
		});
		child.once('error', error => finish(errorOutcome(error)));
		child.once('exit', (code, signal) => {
			const [line = ''] = text.trim().split('\n');
			const end = code === null ? `ended by ${signal}` : `exit code ${code}`;
			finish(code === 0 ? passed : failedBy(line === '' ? end : `${end}: ${readable(line)}`));
		});
	});

const endGroup = (pid: number | undefined): void => {
	try {
		if (pid !== undefined) {
			process.kill(-pid, 'SIGKILL');
		}
	} catch {
		// It has ended by itself in between.
	}
};

/** Without characters that would do something to a terminal. */
const readable = (text: string): string =>
	// oxlint-disable-next-line no-control-regex -- they are what is looked for
	text.replaceAll(/[\u0000-\u001f\u007f-\u009f]/g, '\ufffd');

const mostText = 200;
