import {Resolver} from 'node:dns';
import {isIPv6} from 'node:net';
import type {Check} from '../../../care/check.ts';
import {failedBy, noAnswer, passed} from './outcome.ts';
import type {Probe, Target} from './target.ts';
import {limitTime} from './time-limit.ts';

/** Passes when the server gives an answer to the question that has something in it. */
export const dnsProbe = (
	{name, type}: Check & {kind: 'dns'},
	{address, port, bind, timeout}: Target,
): Probe => {
	const resolver = new Resolver({timeout, tries: 1});
	resolver.setServers([isIPv6(address) ? `[${address}]:${port}` : `${address}:${port}`]);
	if (bind !== undefined) {
		resolver.setLocalAddress(...(isIPv6(bind) ? (['0.0.0.0', bind] as const) : ([bind] as const)));
	}
	return async () =>
		new Promise(resolve => {
			const endLimit = limitTime(timeout, () => resolver.cancel());
			resolver.resolve(name, type, error => {
				endLimit();
				if (error === null) {
					resolve(passed);
				} else if (error.code === 'ECANCELLED' || error.code === 'ETIMEOUT') {
					resolve(noAnswer(timeout));
				} else {
					resolve(failedBy(reasons[error.code ?? ''] ?? `the answer is ${error.code}`));
				}
			});
		});
};

const reasons: Readonly<Record<string, string>> = {
	ECONNREFUSED: 'connection refused',
	ENOTFOUND: 'there is no such name',
	ENODATA: 'the name has no such record',
	ESERVFAIL: 'the server failed to answer',
	EREFUSED: 'the server refused to answer',
};
