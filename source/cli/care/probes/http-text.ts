import {isIPv6} from 'node:net';
import type {HttpCheck} from '../../../care/check.ts';

/** A request that asks the server to close the connection after its answer. */
export const requestText = (
	{kind, method, path, host, headers, send}: HttpCheck,
	{address, port}: {readonly address: string; readonly port: number},
): string => {
	const usualPort = kind === 'http' ? 80 : 443;
	const literal = isIPv6(address) ? `[${address}]` : address;
	const own: readonly (readonly [string, string])[] = [
		['Host', host ?? (port === usualPort ? literal : `${literal}:${port}`)],
		['User-Agent', 'ipvs-tui-care'],
		['Accept', '*/*'],
		['Connection', 'close'],
		...(send === undefined ? [] : [['Content-Length', String(Buffer.byteLength(send))] as const]),
	];
	const given = new Set(headers.map(([name]) => name.toLowerCase()));
	const all = [...own.filter(([name]) => !given.has(name.toLowerCase())), ...headers];
	const lines = all.map(([name, value]) => `${name}: ${value}\r\n`).join('');
	return `${method} ${path} HTTP/1.1\r\n${lines}\r\n${send ?? ''}`;
};

/** What has come of an answer. `body` is all there is so far, without the marks between its chunks. */
export type Answer =
	| {readonly kind: 'head'}
	| {readonly kind: 'no-http'}
	| {
			readonly kind: 'answer';
			readonly status: number;
			readonly body: string;
			readonly isComplete: boolean;
	  };

/** @param text - bytes as Latin 1 */
export const readAnswer = (text: string): Answer => {
	const end = text.indexOf('\r\n\r\n');
	if (end < 0) {
		return {kind: text.startsWith('HTTP/'.slice(0, text.length)) ? 'head' : 'no-http'};
	}
	const head = text.slice(0, end);
	const [, digits] = /^HTTP\/\d\.\d ([1-5]\d\d)(?: |$)/m.exec(head) ?? [];
	if (digits === undefined) {
		return {kind: 'no-http'};
	}
	const status = Number(digits);
	const rest = text.slice(end + 4);
	// An interim answer; the one that counts comes behind it.
	if (status < 200) {
		return readAnswer(rest);
	}
	if (/^transfer-encoding:.*chunked/im.test(head)) {
		return {kind: 'answer', status, ...unchunked(rest)};
	}
	const [, length] = /^content-length:\s*(\d+)/im.exec(head) ?? [];
	return {
		kind: 'answer',
		status,
		body: rest,
		isComplete: length !== undefined && rest.length >= Number(length),
	};
};

const unchunked = (text: string): {readonly body: string; readonly isComplete: boolean} => {
	let body = '';
	for (let at = 0; ;) {
		const end = text.indexOf('\r\n', at);
		const length = end < 0 ? Number.NaN : Number.parseInt(text.slice(at, end), 16);
		if (Number.isNaN(length) || length === 0) {
			return {body, isComplete: length === 0};
		}
		body += text.slice(end + 2, end + 2 + length);
		at = end + 4 + length;
	}
};
