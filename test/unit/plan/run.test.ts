import {expect, test} from 'vitest';
import {failed, success} from '../../../source/model/failure.ts';
import {emptyConfiguration} from '../../../source/plan/configuration.ts';
import {foresight} from '../../../source/plan/foresight.ts';
import {appliedOf, run} from '../../../source/plan/run.ts';
import {change} from '../client/director.ts';

const runLines = async (lines: readonly string[], refusedAt: number) => {
	const sizes: number[] = [];
	let count = 0;
	const outcome = await run(lines.map(change), {
		foresee: foresight(emptyConfiguration),
		send: async batch => {
			sizes.push(batch.length);
			return Array.from({length: batch.length}, () => {
				count += 1;
				return count === refusedAt
					? failed({kind: 'kernel', errno: 22, doing: 'change'})
					: success(undefined);
			});
		},
	});
	return {sizes, outcome};
};

test('what may be refused ends its batch, and a refusal ends everything', async () => {
	const {sizes, outcome} = await runLines(
		[
			'-A -f 1 -s rr', // the first of its scheduler
			'-a -f 1 -r 192.0.2.1',
			'-A -f 2 -s rr',
			'-a -f 2 -r 0.0.0.0', // no host
			'-A -f 3 -s rr',
		],
		4,
	);
	expect(sizes).toEqual([1, 3]);
	expect(appliedOf(outcome)).toEqual([0, 1, 2]);
	expect(outcome).toEqual({
		refused: [{index: 3, failure: {kind: 'kernel', errno: 22, doing: 'change'}}],
		unknown: [],
		sent: 4,
	});
});

test('what was not foreseen leaves the rest of its batch done, and says so', async () => {
	const {outcome} = await runLines(
		['-A -f 1 -s rr', '-A -f 2 -s rr', '-A -f 3 -s rr', '-A -f 4 -s rr'],
		3,
	);
	expect(appliedOf(outcome)).toEqual([0, 1, 3]);
	expect(outcome.refused.map(({index}) => index)).toEqual([2]);
});

test.each([
	['-A -f 1', 'sure'],
	['-A -f 9', 'doubtful'],
	['-A -f 8 -s nosuch', 'doubtful'],
	['-E -f 8', 'doubtful'],
	['-a -f 9 -r 192.0.2.1 -x 1 -y 2', 'doubtful'],
	['-a -f 9 -r 192.0.2.1 -x 2 -y 2', 'sure'],
	['-a -f 9 -r 255.255.255.255', 'doubtful'],
	['-a -f 9 -r 2001:db8::1 -i', 'doubtful'],
	['-d -f 9 -r 192.0.2.1', 'doubtful'],
	['-D -f 9', 'sure'],
	['-D -f 8', 'doubtful'],
	['--set 1 2 3', 'doubtful'],
	['--start-daemon master', 'doubtful'],
	['-C', 'sure'],
] as const)('on a director with the service 9, %s is %s', (line, expected) => {
	const foresee = foreseeing();
	foresee('-A -f 9');
	expect(foresee(line)).toBe(expected);
});

test('a link-local address of IPv6 is doubtful, another one is not', () => {
	const foresee = foreseeing();
	foresee('-A -f 9 -6');
	expect(foresee('-a -f 9 -6 -r [fe80::1]:80')).toBe('doubtful');
	expect(foresee('-a -f 9 -6 -r [2001:db8::1]:80')).toBe('sure');
});

const foreseeing = () => {
	const foresee = foresight(emptyConfiguration);
	return (line: string) => foresee([change(line)], 0);
};
