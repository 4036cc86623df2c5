import {expect, test} from 'vitest';
import {completeFilter} from '../../../source/tui/filter/complete.ts';

const words = {
	fields: ['act', 'proto', 'port', 'state'],
	values: {proto: ['tcp', 'udp'], state: ['drain', 'down', 'full']},
};

test.each([
	['', '', ['act', 'proto', 'port', 'state']],
	['a', 'act', []],
	['p', 'p', ['proto', 'port']],
	['pr', 'proto=', []],
	['udp !st', 'udp !state=', []],
	['state=d', 'state=d', ['drain', 'down']],
	['cps>1|state=f', 'cps>1|state=full ', []],
	['state!=FU', 'state!=full ', []],
	['act>1', 'act>1', []],
	['nothing', 'nothing', []],
])('%j becomes %j', (text, completed, choices) => {
	expect(completeFilter(text, words)).toEqual({text: completed, choices});
});
