import {expect, test} from 'vitest';
import {keepSetUp} from '../../../../source/cli/setup/keep.ts';
import {nothingToDo} from '../../../../source/cli/setup/task.ts';
import type {WordCall} from '../../../../source/cli/words/word.ts';
import {seen} from '../../../../source/doctor/evidence.ts';
import {runWord} from '../words/running.ts';
import {manualClock} from '../../../tui/manual-clock.ts';
import {setup} from './setting-up.ts';
import {simulateHost} from './simulated-host.ts';

const header = `IP Virtual Server version 1.2.1 (size=4096)
Prot LocalAddress:Port Scheduler Flags
  -> RemoteAddress:Port Forward Weight ActiveConn InActConn
`;
const service = 'TCP  C000020A:0050 wlc  \n';
const server = (counts: string) => `  -> 0A00000B:0050      Masq    ${counts}\n`;

test('--keep sets up when services come, go or change, now and then, and not for connections', async () => {
	const host = simulateHost();
	const clock = manualClock();
	let table = header;
	const machine = {...host.machine, readFile: async () => seen(table)};
	let said = '';
	const call: WordCall = {
		argv: [],
		wanted: {kind: 'kernel'},
		open: async () => 'not asked here',
		stdout: text => (said += text),
		stderr: text => (said += text),
		clock,
	};
	let runs = 0;
	const running = keepSetUp(call, machine, async ({stdout, stderr}) => {
		runs += 1;
		if (table === header) {
			stderr('there are no services\n');
			return 2;
		}
		stdout(nothingToDo);
		return 0;
	});
	const after = async (milliseconds: number): Promise<number> => {
		// Its pause begins when its promises have come through.
		await new Promise(setImmediate);
		clock.advance(milliseconds);
		await new Promise(setImmediate);
		return runs;
	};
	expect(await after(0)).toBe(1);
	expect(await after(2000)).toBe(1);
	table = header + service + server('1      0          0');
	expect(await after(2000)).toBe(2);
	table = header + service + server('1      7          9');
	expect(await after(2000)).toBe(2);
	table = header + service + server('1      7          9').replace('0B:', '0C:');
	expect(await after(2000)).toBe(3);
	for (let seconds = 0; seconds < 58; seconds += 2) {
		// oxlint-disable-next-line no-await-in-loop -- one pause after the other
		expect(await after(2000)).toBe(3);
	}
	expect(await after(2000)).toBe(4);
	table = header;
	expect(await after(2000)).toBe(5);
	for (let seconds = 0; seconds < 60; seconds += 2) {
		// oxlint-disable-next-line no-await-in-loop -- one pause after the other
		await after(2000);
	}
	expect(runs).toBe(6);
	process.emit('SIGTERM');
	expect(await running).toBe(0);
	// Once at the start and once when they were gone, and nothing of what there was not to do.
	expect(said).toBe('there are no services\nthere are no services\n');
});

test('--print-unit prints a unit that keeps to the options of the last time, or to those given', async () => {
	const host = simulateHost();
	const {stdout} = await setup(host, '--print-unit');
	expect(stdout).toMatch(/^ExecStart=\S+ .*setup --update --keep$/m);
	const given = await setup(host, '--print-unit --catch-all 666');
	expect(given.stdout).toMatch(/ setup --catch-all=666 --keep$/m);
	const elsewhere = await runWord('setup --print-unit', {
		...host.director,
		wanted: {kind: 'kernel', networkNamespace: String(process.pid)},
	});
	expect(elsewhere.stdout).toContain(` --netns ${process.pid} setup --update --keep\n`);
});

test.each([
	['--keep --clean', '--keep goes on for ever and --clean is done at once; leave one away'],
	[
		'--print-unit --dry-run',
		'--print-unit goes on for ever and --dry-run is done at once; leave one away',
	],
	[
		'--keep --from -',
		'--keep reads the rules again and again, and standard input comes once; name a file with --from',
	],
])('%s is refused', async (options, sentence) => {
	expect(await setup(simulateHost(), options)).toEqual({
		stdout: '',
		stderr: `ipvs-tui: ${sentence}\n`,
		exit: 2,
	});
});
