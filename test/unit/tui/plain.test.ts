import {PassThrough} from 'node:stream';
import {setImmediate as immediate} from 'node:timers/promises';
import {describe, expect, test} from 'vitest';
import type {Care} from '../../../source/operator/care.ts';
import type {Table} from '../../../source/model/table.ts';
import {sampleOf, type Sample} from '../../../source/sampler/sample.ts';
import {changesBetween} from '../../../source/tui/plain/changes.ts';
import {runPlain} from '../../../source/tui/plain/run-plain.ts';
import {manualClock} from '../../tui/manual-clock.ts';
import {scriptedClient} from '../../tui/scripted-client.ts';
import {tableOf, type ServerSpec, type ServiceSpec} from '../../tui/table-of.ts';
import {until} from '../../tui/terminal.ts';

const sample = (table: Table, earlier?: Sample): Sample =>
	sampleOf({takenAt: 0, table, info: undefined, limitation: undefined}, earlier);

const site = (servers: readonly ServerSpec[]): readonly ServiceSpec[] => [
	{service: 'tcp 192.0.2.1:80', servers},
];

/** What is said when one table becomes the other. */
const said = (before: readonly ServiceSpec[], after: readonly ServiceSpec[]): readonly string[] => {
	const earlier = sample(tableOf(before));
	return changesBetween(earlier, sample(tableOf(after), earlier));
};

const one: ServerSpec = {at: '10.0.0.1:80', active: 5};
const two: ServerSpec = {at: '10.0.0.2:80', active: 5};

describe('changes as sentences', () => {
	test('numbers that always move are none', () => {
		expect(said(site([one, two]), site([{...one, active: 7, inactive: 3}, two]))).toEqual([]);
	});

	test('a server that is drained, and empty at last', () => {
		expect(said(site([one, two]), site([{...one, weight: 0}, two]))).toEqual([
			'TCP 192.0.2.1:80: 10.0.0.1:80 weight 1 to 0',
			'TCP 192.0.2.1:80: 10.0.0.1:80 is now drain',
		]);
		expect(
			said(site([{...one, weight: 0}, two]), site([{...one, weight: 0, active: 0}, two])),
		).toEqual(['TCP 192.0.2.1:80: 10.0.0.1:80 is now off']);
	});

	test('what comes and goes', () => {
		expect(said(site([one]), [...site([two]), {service: 'udp 192.0.2.1:53', servers: []}])).toEqual(
			[
				'TCP 192.0.2.1:80: 10.0.0.1:80 was removed',
				'TCP 192.0.2.1:80: 10.0.0.2:80 was added, weight 1',
				'UDP 192.0.2.1:53 was added, with 0 servers',
			],
		);
		expect(said(site([one]), [])).toEqual(['TCP 192.0.2.1:80 was removed']);
	});

	test('a service that takes no connections any more', () => {
		expect(said(site([one]), site([{...one, weight: 0}])).at(-1)).toBe(
			'TCP 192.0.2.1:80: takes no new connections: it is down',
		);
		expect(said(site([{...one, weight: 0}]), site([one])).at(-1)).toBe(
			'TCP 192.0.2.1:80: takes new connections again',
		);
	});

	test('another forwarding method', () => {
		expect(said(site([one]), site([{...one, method: 'masquerading'}]))).toEqual([
			'TCP 192.0.2.1:80: 10.0.0.1:80 forwarding DR to NAT',
		]);
	});
});

/** The plain program with what it said and the lines that it handed on. */
const start = (care?: () => Care) => {
	const clock = manualClock();
	const client = scriptedClient(() => tableOf(site([one, {...two, weight: 0}])));
	const input = new PassThrough();
	const lines: string[] = [];
	let output = '';
	const ended = runPlain({
		client,
		greeting: ['PROD, lb1'],
		interval: 2,
		care,
		runLine: async line => {
			lines.push(line);
		},
		input,
		write: text => (output += text),
		clock,
	});
	return {
		script: client.script,
		clock,
		ended,
		lines,
		type: (line: string) => input.write(`${line}\n`),
		end: () => input.end(),
		hear: async (text: string) =>
			until(() => output.includes(text), {otherwise: () => `did not hear ${text}:\n${output}`}),
		output: () => output,
	};
};

/** What somebody says who checks one of the servers. */
const found = (health: 'up' | 'down', isInCare = true): Care =>
	new Map([
		[
			'tcp 192.0.2.1:80',
			{
				pid: 12,
				isInCare,
				leftAt: 0,
				servers: new Map([
					[
						'10.0.0.1:80',
						{
							role: 'server',
							health,
							since: 0,
							mark: 'auto',
							isHeld: false,
							fullWeight: 1,
							note: health === 'up' ? '' : 'connection refused',
						},
					],
				]),
			},
		],
	]);

describe('the plain program', () => {
	test('greets, says what is there, and lists it when asked', async () => {
		const plain = start();
		await plain.hear('PROD, lb1\nType help and Enter for the commands.\n');
		await plain.hear('1 service, 2 real servers: 1 drain, 1 serving\n');
		plain.type('list state=drain');
		await plain.hear(
			'  10.0.0.2:80, DR, weight 0: drain, 5 active, 0 inactive, share 50 percent\n',
		);
		expect(plain.output()).not.toContain('10.0.0.1:80');
		plain.type('list');
		await plain.hear('TCP 192.0.2.1:80, wlc: 1 of 2 serving, 10 active, 0 inactive');
		plain.type('list w=much');
		await plain.hear('the filter: ');
		plain.type('quit');
		expect(await plain.ended).toBe(0);
	});

	test('says what changes and what cannot be read, unless it shall be quiet', async () => {
		const plain = start();
		await plain.hear('2 real servers');
		plain.script.full = () => tableOf(site([one, two]));
		plain.clock.advance(2000);
		await plain.hear('10.0.0.2:80 weight 0 to 1\n');
		plain.script.full = () => ({kind: 'no-module'});
		plain.clock.advance(2000);
		await plain.hear('the table cannot be read: ');
		plain.script.full = () => tableOf(site([one, two]));
		plain.clock.advance(4000);
		await plain.hear('the table can be read again\n');
		plain.type('quiet');
		await plain.hear('changes are not said any more');
		plain.script.full = () => tableOf(site([one]));
		plain.clock.advance(4000);
		// What was asked for is answered by promises alone.
		await immediate();
		plain.type('summary');
		await plain.hear('1 service, 1 real server: ');
		plain.type('again');
		await plain.hear('changes are said\n');
		expect(plain.output()).not.toContain('was removed');
		plain.end();
		expect(await plain.ended).toBe(0);
	});

	test('says what health checks find, and lists it', async () => {
		let care = found('up');
		const plain = start(() => care);
		await plain.hear('2 real servers');
		expect(plain.output()).not.toContain('checks');
		care = found('down');
		plain.clock.advance(2000);
		await plain.hear('10.0.0.1:80 in tcp 192.0.2.1:80 fails its checks: connection refused\n');
		plain.type('list check=down');
		await plain.hear(', its checks fail for ');
		expect(plain.output()).not.toContain('10.0.0.2:80, DR');
		care = found('down', false);
		plain.clock.advance(2000);
		await plain.hear('nobody takes care of 1 service any more');
		plain.end();
		await plain.ended;
	});

	test('everything else is a command line', async () => {
		const plain = start();
		await plain.hear('2 real servers');
		plain.type('-e -t 192.0.2.1:80 -r 10.0.0.1 -w 0');
		plain.type('doctor');
		plain.end();
		await plain.ended;
		expect(plain.lines).toEqual(['-e -t 192.0.2.1:80 -r 10.0.0.1 -w 0', 'doctor']);
	});
});
