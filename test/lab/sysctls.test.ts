import {join} from 'node:path';
import {beforeAll, expect, test} from 'vitest';
import {createEngine} from '../../source/engine/engine.ts';
import {sysctlRules} from '../../source/engine/sysctl.ts';
import {describeLab, labGuest} from './shared.ts';

type Found = {
	readonly defaults: Readonly<Record<string, string>>;
	readonly written: readonly (readonly [string, string, number, string])[];
};

const folder = '/proc/sys/net/ipv4/vs/';
const names = Object.keys(sysctlRules);

/** A kernel's own: how much memory it has, and what it was built with. */
const ofTheMachine = ['sync_qlen_max', 'debug_level'];

const writes: readonly (readonly [string, string])[] = [
	...names.flatMap(name =>
		['1', '0\n', '-1', '4', '3 7\n', '2147483648', 'x'].map(text => [name, text] as const),
	),
	...[
		'',
		' ',
		'0x10',
		'010',
		'08',
		'1x',
		'12 x',
		' 5 ',
		'4 4',
		'4 0',
		'50 49',
		'9',
		'-1 5',
	].flatMap(text => [['sync_threshold', text] as const, ['conn_reuse_mode', text] as const]),
	['sync_ports', '3'],
	['sync_ports', '64'],
	['no_such_setting', '1'],
];

const comparable = (all: readonly (readonly unknown[])[]) =>
	all.filter(([name]) => !ofTheMachine.includes(String(name)));

describeLab('settings below net.ipv4.vs', () => {
	let kernel: Found = {defaults: {}, written: []};
	beforeAll(async () => {
		const guest = await labGuest();
		const {stdout, stderr, code} = await guest.run(
			`modprobe --all ip_vs ip_vs_lblc ip_vs_lblcr; python3 -ES ${join(import.meta.dirname, 'sysctls.py')}`,
			{stdin: JSON.stringify(writes)},
		);
		expect({stderr, code}).toEqual({stderr: '', code: 0});
		kernel = JSON.parse(stdout) as Found;
	});

	const engine = createEngine({now: () => 0});
	const read = (name: string): string => [...(engine.read(`${folder}${name}`) ?? [])].join('');

	test('have the names and defaults of the kernel', () => {
		const defaults = names.map(name => [name, read(name)]);
		expect(comparable(defaults)).toEqual(comparable(Object.entries(kernel.defaults)));
	});

	test('take and refuse the same values', () => {
		const written = writes.map(([name, text]) => [
			name,
			text,
			engine.writeSysctl(name, text),
			read(name),
		]);
		expect(comparable(written)).toEqual(comparable(kernel.written));
	});
});
