import {expect, test} from 'vitest';
import {failureSentence} from '../../../source/model/failure-sentence.ts';
import type {Failure} from '../../../source/model/failure.ts';

const doing = 'read the services';

test.each<[Failure, string]>([
	[{kind: 'no-permission', doing}, 'CAP_NET_ADMIN is needed to read the services: run with sudo'],
	[{kind: 'no-module'}, 'ip_vs is not loaded: load it with "modprobe ip_vs" as root'],
	[
		{kind: 'unsupported', why: 'this is not Linux'},
		"no way to the kernel's IPVS from here: this is not Linux",
	],
	[{kind: 'kernel', errno: 3, doing}, 'could not read the services: no such process (ESRCH)'],
	[{kind: 'kernel', errno: 9999, doing}, 'could not read the services: error 9999'],
	[
		{kind: 'system', syscall: 'socket', code: 'EMFILE', errno: 24},
		'socket failed: too many open files (EMFILE)',
	],
	[{kind: 'timeout', doing}, 'no answer in time, could not read the services'],
	[{kind: 'cancelled'}, 'cancelled'],
	[{kind: 'lost-replies', doing}, 'could not read the services: the receive queue was full'],
	[{kind: 'too-large', limit: 1024}, 'an answer was larger than the limit of 1024 bytes'],
	[
		{kind: 'malformed', what: 'a service', offset: 12},
		'an answer could not be understood: a service at byte 12',
	],
])('%o reads "%s"', (failure, sentence) => {
	expect(failureSentence(failure)).toBe(sentence);
});
