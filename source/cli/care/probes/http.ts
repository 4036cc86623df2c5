import {isIP} from 'node:net';
import {connect as connectSecurely, TLSSocket} from 'node:tls';
import type {HttpCheck, Outcome} from '../../../care/check.ts';
import {readAnswer, requestText} from './http-text.ts';
import {failedBy, passed} from './outcome.ts';
import type {Probe, Target} from './target.ts';
import {connectOptions, connectTo, overSocket} from './tcp.ts';

/**
Passes when the status is among those wanted, and the body matches where that is wanted. Redirections are answers like others. The
requests are written here and not by node:http, which takes three times as long for each.
*/
export const httpProbe = (check: HttpCheck, target: Target): Probe => {
	const request = requestText(check, target);
	const pattern = check.body === undefined ? undefined : new RegExp(check.body, 'u');
	return async () =>
		overSocket(target, finish => {
			let text = '';
			let warning: string | undefined;
			const judgeText = (isEnd: boolean): void => {
				const outcome = outcomeOf(text, {check, pattern, isEnd});
				if (outcome !== undefined) {
					finish(outcome.kind === 'passed' ? withWarning(warning) : outcome);
				}
			};
			const take = (chunk: string): void => {
				text += chunk;
				judgeText(false);
			};
			const socket =
				check.kind === 'http' ? connectTo(target, take) : connectSecured(check, target, take);
			socket.once(check.kind === 'http' ? 'connect' : 'secureConnect', () => {
				warning = socket instanceof TLSSocket ? certificateWarning(socket, check) : undefined;
				socket.write(request);
			});
			socket.once('end', () => judgeText(true));
			return socket;
		});
};

const withWarning = (warning: string | undefined): Outcome =>
	warning === undefined ? passed : {kind: 'passed', warning};

const connectSecured = (
	{sni, host, verify}: HttpCheck,
	target: Target,
	onText: (text: string) => void,
): TLSSocket => {
	const name = sni ?? host?.replace(/:\d+$/, '');
	return connectSecurely({
		...connectOptions(target),
		...(name === undefined || isIP(name) !== 0 ? {} : {servername: name}),
		rejectUnauthorized: verify,
	})
		.setEncoding('latin1')
		.on('data', onText);
};

const certificateWarning = (socket: TLSSocket, {certificate}: HttpCheck): string | undefined => {
	const end = Date.parse(socket.getPeerCertificate().valid_to);
	const left = end - Date.now();
	if (certificate === 0 || Number.isNaN(end) || left > certificate) {
		return undefined;
	}
	const day = new Date(end).toISOString().slice(0, 10);
	return left < 0 ? `its certificate ended on ${day}` : `its certificate ends on ${day}`;
};

type Wanted = {
	readonly check: HttpCheck;
	readonly pattern: RegExp | undefined;
	/** Nothing more will come. */
	readonly isEnd: boolean;
};

/** Undefined while more is needed. */
const outcomeOf = (text: string, {check, pattern, isEnd}: Wanted): Outcome | undefined => {
	const answer = readAnswer(text);
	const isAll = isEnd || text.length > mostBytes;
	switch (answer.kind) {
		case 'head':
			return isAll ? failedBy('the answer has no end of its head') : undefined;
		case 'no-http':
			return failedBy('the answer is no HTTP');
		case 'answer': {
			const {status, body, isComplete} = answer;
			if (!check.status.some(({first, last}) => status >= first && status <= last)) {
				return failedBy(`status ${status}`);
			}
			if (pattern === undefined) {
				return passed;
			}
			if (!isComplete && !isAll) {
				return undefined;
			}
			return pattern.test(Buffer.from(body, 'latin1').toString('utf8'))
				? passed
				: failedBy(`the body does not match ${check.body}`);
		}
	}
};

/** No more of an answer is read. */
const mostBytes = 65_536;
