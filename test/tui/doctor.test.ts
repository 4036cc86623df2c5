import {expect, test} from 'vitest';
import {seen} from '../../source/doctor/evidence.ts';
import {examine} from '../../source/doctor/examine.ts';
import {jsonReport, type JsonReport} from '../../source/doctor/report-json.ts';
import {withoutHost} from '../../source/host/gather.ts';
import {healthy} from '../unit/doctor/healthy.ts';
import {cursorLine, onCursor, start} from './small-site.ts';

/** A host that forwards nothing and has a writer of the table. */
const broken = jsonReport(
	examine({
		...healthy,
		sysctls: new Map([...healthy.sysctls, ['net/ipv4/ip_forward', seen('0')]]),
		writers: seen([{name: 'keepalived', id: 812}]),
	}),
);

/** The program on the doctor screen, with what it copied and how often it examined. */
const open = (size: {columns: number; rows: number}, report: JsonReport | string = broken) => {
	const copied: string[] = [];
	const asked: string[] = [];
	const tui = start({
		...size,
		ports: {
			examine: async ({arp, probe}) => {
				asked.push([...(probe ? ['connections'] : []), ...(arp ? ['ARP'] : [])].join(', '));
				return report;
			},
			copy: text => copied.push(text) > 0,
		},
	});
	return {...tui, copied, asked};
};

const small = {columns: 80, rows: 24};

test.each([
	[80, 24],
	[140, 45],
])('doctor at %ix%i', async (columns, rows) => {
	const tui = open({columns, rows});
	await tui.see('10.0.0.11:443');
	await tui.press('!');
	await tui.see(onCursor('FAIL'));
	await tui.press('Enter');
	await tui.see('sysctl -w net.ipv4.ip_forward=1');
	// The time of day is where it is read.
	const text = tui.text().replace(/\d\d:\d\d:\d\d/, '03:04:05');
	await expect(`${text}\n`).toMatchFileSnapshot(`golden/doctor-${columns}x${rows}.txt`);
});

test('the worst comes first; Enter explains, y copies what mends it', async () => {
	const tui = open(small);
	await tui.see('10.0.0.11:443');
	await tui.press('4');
	await tui.see(/Doctor: 1 fail, \d+ warn/);
	expect(cursorLine(tui.lines())).toMatch(/FAIL .*ip_forward/);
	await tui.press('Enter');
	await tui.see(/^ +why +\S/m);
	await tui.press('y');
	await tui.see('copied 2 lines: sysctl -w net.ipv4.ip_forward=1');
	expect(tui.copied[0]?.split('\n')[0]).toBe('sysctl -w net.ipv4.ip_forward=1');
	await tui.press('Enter');
	await tui.see(lines => !lines.some(line => /^ +why +\S/m.test(line)));
});

test('commands for the real servers are the last row, and are copied', async () => {
	const blocks = [{method: 'directRouting', servers: ['10.0.0.11'], commands: ['one', 'two']}];
	const tui = open(small, {...broken, realServers: blocks});
	await tui.see('10.0.0.11:443');
	await tui.press('!');
	await tui.see('Doctor: 1 fail');
	await tui.press('G', 'Enter', 'y');
	await tui.see(onCursor('to do'));
	await tui.see(/do +one/);
	await tui.until(() => tui.copied.length > 0, 'copied');
	expect(tui.copied).toEqual(['one\ntwo']);
});

test('it is examined once when it is shown, without sending anything, and again when asked', async () => {
	const tui = open(small);
	await tui.see('10.0.0.11:443');
	await tui.press('!');
	await tui.see('Doctor: 1 fail');
	await tui.press('1', '!');
	await tui.see('Doctor: 1 fail');
	expect(tui.asked).toEqual(['']);
	await tui.press('^r');
	await tui.until(() => tui.asked.length === 2, 'examined again');
	await tui.see('^r again');
	await tui.press('a');
	await tui.until(() => tui.asked.length === 3, 'examined with ARP');
	expect(tui.asked).toEqual(['', 'connections', 'connections, ARP']);
});

test('why nothing can be examined is said', async () => {
	const tui = open(small, 'only root can examine another network namespace: run with sudo');
	await tui.see('10.0.0.11:443');
	await tui.press('!');
	await tui.see('only root can examine another network namespace');
	await tui.press('Enter');
	await tui.see('there is no finding yet');
});

test('on a demo, the host that it has not is said in one line', async () => {
	const noHost = jsonReport(
		examine(withoutHost({...healthy, pitfalls: []}, 'the director of the demo has no host')),
	);
	const tui = start({
		title: {hostName: 'lb1', source: {kind: 'embedded', reason: 'as asked for by --demo'}},
		ports: {examine: async () => noHost},
	});
	await tui.see('10.0.0.11:443');
	await tui.press('!');
	await tui.see(/n\/a +host +a demo has none: \d+ checks of it left out/);
	expect(tui.text().match(/n\/a/g)).toHaveLength(1);
	expect(tui.text()).toMatch(/ok +1 service +each has a server/);
});
