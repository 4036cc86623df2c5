import {describe, expect, test} from 'vitest';
import {failed, success} from '../../../../source/model/failure.ts';
import {manualClock} from '../../../tui/manual-clock.ts';
import {chunks, listOf, run, startDirector} from '../ipvsadm/running.ts';
import {runWord} from './running.ts';

const notWanted = () => {
	throw new Error('a dry run needs no director');
};

const rules = (count: number): string =>
	Array.from({length: count}, (_, index) => `-A -t 192.0.2.1:${index + 1}\n`).join('');

const restore = async (text: string, director: ReturnType<typeof startDirector>) =>
	runWord('restore', {...director, input: chunks(text)});

const dryRun = async (text: string) => {
	return runWord('restore --dry-run', {open: notWanted, input: chunks(text)});
};

const rollBack = async (text: string, director: ReturnType<typeof startDirector>) =>
	runWord('restore --rollback', {...director, input: chunks(text)});

const watched = async (isWatched: boolean, secondsABatch: number) => {
	const clock = manualClock();
	const director = startDirector({
		change: async changes => {
			clock.advance(secondsABatch * 1000);
			return listOf(changes).map(() => success(undefined));
		},
	});
	return runWord('restore', {
		...director,
		input: chunks(rules(4097)),
		isWatched,
		clock,
	});
};

describe('--dry-run', () => {
	test('needs no IPVS and no rights', async () => {
		expect(await dryRun('-A -f 7\n-a -f 7 -r 192.0.2.1\n')).toEqual({
			stdout: '2 commands, no problem found; nothing was changed\n',
			stderr: '',
			exit: 0,
		});
	});

	test('finds what is written wrongly, and what the lines make impossible among themselves', async () => {
		expect(await dryRun('-A -f 7\n-A -f 7x\n')).toMatchObject({exit: 2});
		const text = [
			'-A -f 7',
			'-a -f 7 -r 192.0.2.1',
			'-A -f 7 -s rr',
			'-a -f 7 -r 192.0.2.1 -m',
			'-e -f 9 -r 192.0.2.1 -x 1 -y 2',
			'-d -f 8 -r 192.0.2.1',
			'-C',
			'-A -f 7',
			'-d -f 8 -r 192.0.2.1',
		].join('\n');
		expect(await dryRun(text)).toEqual({
			stdout: '',
			stderr: [
				'line 3: Service already exists: -A -f 7 -s rr',
				'line 4: Destination already exists: -a -f 7 -r 192.0.2.1:0 -m -w 1',
				'line 5: the lower threshold is above the upper one: -e -f 9 -r 192.0.2.1:0 -g -w 1 -x 1 -y 2',
				'line 9: Service not defined: -d -f 8 -r 192.0.2.1:0',
				'nothing was changed',
				'',
			].join('\n'),
			exit: 2,
		});
	});
});

describe('--rollback', () => {
	test('leaves the table as it was, and says how', async () => {
		const director = startDirector();
		await runWord('restore', {
			...director,
			input: chunks(
				'-A -f 7 -s rr\n-a -f 7 -r 192.0.2.1 -m -w 3 -x 10\n-a -f 7 -r 192.0.2.2 -i\n-A -f 8\n-A -f 9\n',
			),
		});
		const before = (await runWord('save --full', director)).stdout;
		const text = [
			'-A -f 1',
			'-a -f 1 -r 192.0.2.9',
			'-e -f 7 -r 192.0.2.1 -w 0',
			'-d -f 7 -r 192.0.2.2',
			'-E -f 7 -s wrr',
			'-D -f 8',
			'--set 100 0 0',
			'-A -f 9',
			'-A -f 2',
		].join('\n');
		expect(await rollBack(text, director)).toEqual({
			stdout: '',
			stderr: [
				'line 8: -A -f 9 -s wlc: Service already exists',
				'7 applied (lines 1 to 7), 1 refused, 1 not sent (line 9)',
				'undone by --set 900 120 300',
				'undone by -A -f 8 -s wlc',
				'undone by -E -f 7 -s rr',
				'undone by -a -f 7 -r 192.0.2.2:0 -i -w 1',
				'undone by -e -f 7 -r 192.0.2.1:0 -m -w 3 -x 10',
				'undone by -d -f 1 -r 192.0.2.9:0',
				'undone by -D -f 1',
				'7 commands undone: services and servers are as they were before',
				'counters of what was removed and put back begin at zero',
				'',
			].join('\n'),
			exit: 1,
		});
		expect((await runWord('save --full', director)).stdout).toBe(before);
	});

	test('brings back a table that the rules have cleared', async () => {
		const director = startDirector();
		await restore(
			'-A -f 7\n-a -f 7 -r 192.0.2.1 -m\n-A -t 192.0.2.7:80 -p 60 -b flag-1\n',
			director,
		);
		const before = (await run('-Sn', director)).stdout;
		await rollBack('-C\n-A -f 1\n-A -f 2 -s nosuch\n', director);
		expect((await run('-Sn', director)).stdout).toBe(before);
	});

	test('says what cannot be undone', async () => {
		const director = startDirector();
		const {stderr} = await rollBack('-Z\n-A -f 1\n-A -f 2 -s nosuch\n', director);
		expect(stderr).toContain('could not be undone: counters that were set to zero\n');
		expect(stderr).toContain('the table is not as it was before\n');
	});

	test('says when undoing is refused', async () => {
		const director = startDirector();
		const open = () => {
			const client = director.open();
			let isOver = false;
			const change: typeof client.change = async (changes, options) => {
				const results = isOver
					? listOf(changes).map(() => failed({kind: 'kernel', errno: 12, doing: 'change'} as const))
					: await client.change(changes, options);
				isOver ||= results.some(({ok}) => !ok);
				return results;
			};
			return {...client, change};
		};
		const {stderr} = await runWord('restore --rollback', {
			open,
			input: chunks('-A -f 1\n-A -f 2 -s nosuch\n'),
		});
		expect(stderr).toContain('could not be undone by -D -f 1: Memory allocation problem\n');
		expect(stderr).toContain('the table is not as it was before\n');
	});
});

describe('the progress bar', () => {
	test('comes after a second, and goes', async () => {
		const {stderr} = await watched(true, 0.6);
		expect(stderr).toContain(']  25 %  1025 of 4097');
		expect(stderr.endsWith('\r\u001b[K')).toBe(true);
	});

	test('is not for short work, and not for files and pipes', async () => {
		expect((await watched(true, 0.1)).stderr).toBe('');
		expect((await watched(false, 5)).stderr).toBe('');
	});
});
