import {metricsText} from '../../care/metrics-text.ts';
import type {Status} from '../../care/status.ts';
import {makeRoom} from '../../transport/remote/unix-socket.ts';

export type MetricsPlace =
	| {readonly kind: 'socket'; readonly path: string}
	| {readonly kind: 'address'; readonly host: string; readonly port: number};

/** Of an address of this machine with a port, or a path. Nobody else may ask: who talks to whom is nobody else's business. */
export const readMetricsPlace = (text: string): MetricsPlace | string => {
	if (text.includes('/')) {
		return {kind: 'socket', path: text.replace(/^unix:/, '')};
	}
	const [, host = '', port = ''] = /^(127(?:\.\d{1,3}){3}|\[::1\]):(\d{1,5})$/.exec(text) ?? [];
	return host === '' || Number(port) > 65_535
		? `--metrics takes a loopback address with a port, such as 127.0.0.1:9101, or a path, not ${text}`
		: {kind: 'address', host: host.replaceAll(/[[\]]/g, ''), port: Number(port)};
};

/** Answers whoever asks there; a sentence when it cannot. */
export const openMetrics = async (
	place: MetricsPlace | undefined,
	statuses: () => readonly Status[],
): Promise<{readonly close: () => void} | string> => {
	if (place === undefined) {
		return {close: () => {}};
	}
	const occupied = place.kind === 'socket' ? await makeRoom(place.path) : undefined;
	if (occupied !== undefined) {
		return `metrics cannot be told at ${textOf(place)}: something else is there`;
	}
	const {createServer} = await import('node:http');
	const server = createServer((request, response) => {
		const isKnown = request.url === '/metrics' || request.url === '/';
		response.writeHead(isKnown ? 200 : 404, {'content-type': 'text/plain; version=0.0.4'});
		response.end(isKnown ? metricsText(statuses()) : '');
	});
	return new Promise(resolve => {
		server.once('error', ({code}: NodeJS.ErrnoException) =>
			resolve(`metrics cannot be told at ${textOf(place)}: ${code}`),
		);
		server.once('listening', () =>
			resolve({
				close: () => {
					server.close();
					server.closeAllConnections();
				},
			}),
		);
		server.listen(place.kind === 'socket' ? {path: place.path} : place);
	});
};

const textOf = (place: MetricsPlace): string =>
	place.kind === 'socket' ? place.path : `${place.host}:${place.port}`;
