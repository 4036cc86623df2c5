import {describe, expect, test} from 'vitest';
import {putExactCount, putScaledCount} from '../../../source/ipvsadm/count.ts';
import {daemonsText, directorLine, timeoutsText} from '../../../source/ipvsadm/director-text.ts';
import {namedEndpoint, numericEndpoint} from '../../../source/ipvsadm/endpoint-text.ts';
import {helpText, versionText} from '../../../source/ipvsadm/help.ts';
import {errnoText, failureText} from '../../../source/ipvsadm/kernel-error.ts';
import {tableQuestions} from '../../../source/ipvsadm/name-questions.ts';
import {options} from '../../../source/ipvsadm/options.ts';
import {textOf} from '../../../source/ipvsadm/page.ts';
import {isLostLastLine, wordsOf} from '../../../source/ipvsadm/rules-line.ts';
import {writeTable, type TableView} from '../../../source/ipvsadm/table-text.ts';
import {tableOf} from '../../tui/table-of.ts';
import {bookOf} from './parsing.ts';

test.each([
	[0, '        0', '        0'],
	[99_999_999, ' 99999999', ' 99999999'],
	[100_000_000, '  100000K', ' 100000000'],
	[999_999_999, '  999999K', ' 999999999'],
	[1_000_000_000, '    1000M', ' 1000000000'],
	[99_999_999_999, '   99999M', ' 99999999999'],
	[100_000_000_000, '     100G', ' 100000000000'],
	[99_999_999_999_999, '   99999G', ' 99999999999999'],
	[100_000_000_000_000, '     100T', ' 100000000000000'],
	[9_007_199_254_740_991, '    9007T', ' 9007199254740991'],
])('%d is %j, exactly %j', (value, scaled, exact) => {
	expect(textOf(page => putScaledCount(page, value))).toBe(scaled);
	expect(textOf(page => putExactCount(page, value))).toBe(exact);
});

describe('tables', () => {
	const view: TableView = {
		format: 'default',
		isExact: false,
		order: 'sorted',
		endpoint: numericEndpoint,
	};
	const body = (table: ReturnType<typeof tableOf>, more: Partial<TableView>): readonly string[] =>
		textOf(page => writeTable(page, table, {...view, ...more}))
			.split('\n')
			.slice(2, -1);

	test('counters', () => {
		const table = tableOf([
			{
				service: 'tcp 192.0.2.1:80',
				counters: [1, 2, 3, 156_072_829, 1_056_492_829, 4, 5, 6, 7, 100_000_000],
				servers: [
					{at: '198.51.100.1:80', counters: [12_345_678_901, 0, 0, 0, 0, 100_000_000, 1, 1, 1, 1]},
				],
			},
		]);
		expect(body(table, {format: 'stats'})).toEqual([
			'TCP  192.0.2.1:80                        1        2        3  156072K    1056M',
			'  -> 198.51.100.1:80                12345M        0        0        0        0',
		]);
		expect(body(table, {format: 'stats', isExact: true})).toEqual([
			'TCP  192.0.2.1:80                        1        2        3 156072829 1056492829',
			'  -> 198.51.100.1:80              12345678901        0        0        0        0',
		]);
		// Connections and packets per second are never scaled.
		expect(body(table, {format: 'rate'})).toEqual([
			'TCP  192.0.2.1:80                        4        5        6        7  100000K',
			'  -> 198.51.100.1:80              100000000        1        1        1        1',
		]);
	});

	test('a forwarding method without a name, a protocol without a name', () => {
		const table = tableOf([
			{service: 'tcp 192.0.2.1:80', servers: [{at: '198.51.100.1:80', method: 'bypass'}]},
		]);
		table.services.protocol[0] = 47;
		expect(body(table, {})).toEqual([
			'?    192.0.2.1:80 wlc',
			'  -> 198.51.100.1:80              (null)  1      0          0         ',
		]);
	});

	test('names are cut, then fitted into their column', () => {
		const table = tableOf([
			{service: 'tcp 192.0.2.1:80', servers: [{at: '198.51.100.1:80'}]},
			{service: 'tcp [2001:db8::1]:80'},
		]);
		const endpoint = namedEndpoint(
			bookOf({
				hostOfAddress: () => 'a-host-with-a-name-of-forty-characters.net',
				serviceOfPort: () => 'http',
			}),
		);
		expect(body(table, {endpoint})).toEqual([
			'TCP  a-host-with-a-name-of-forty- wlc',
			'  -> a-host-with-a-name-of-forty- Route   1      0          0         ',
			'TCP  [a-host-with-a-name-of-forty-characters.net]:http wlc',
		]);
	});

	test('the names that a table needs, each once', () => {
		const table = tableOf([
			{
				service: 'tcp 192.0.2.1:80',
				servers: [{at: '192.0.2.1:80'}, {at: '198.51.100.1:81'}],
			},
			{service: 'fwmark 7', servers: [{at: '198.51.100.2:80'}]},
		]);
		expect(tableQuestions(table).map(question => question.kind)).toEqual([
			'host-of-address',
			'service-of-port',
			'host-of-address',
			'service-of-port',
			'host-of-address',
		]);
	});
});

test('the director', () => {
	expect(directorLine({version: {major: 1, minor: 2, patch: 1}, connectionTableSize: 4096})).toBe(
		'IP Virtual Server version 1.2.1 (size=4096)\n',
	);
	expect(timeoutsText({tcp: 900, tcpFin: 120, udp: 300})).toBe(
		'Timeout (tcp tcpfin udp): 900 120 300\n',
	);
	expect(
		daemonsText([
			{role: 'master', interface: 'eth0', syncId: 0},
			{
				role: 'backup',
				interface: 'eth1',
				syncId: 7,
				maxLength: 1024,
				group: Uint8Array.of(224, 0, 0, 81),
				port: 8848,
				ttl: 1,
			},
		]),
	).toBe(
		'master sync daemon (mcast=eth0, syncid=0)\nbackup sync daemon (mcast=eth1, syncid=7, maxlen=1024, group=224.0.0.81, port=8848, ttl=1)\n',
	);
});

test('errors of the kernel', () => {
	expect(errnoText(2, 'add-service')).toBe('Scheduler or persistence engine not found');
	expect(errnoText(2, 'edit-destination')).toBe('No such destination');
	expect(errnoText(2, 'flush')).toBe('No such file or directory');
	expect(errnoText(3, 'list-service')).toBe('No such service');
	expect(errnoText(34, 'add-destination')).toBe('Numerical result out of range');
	expect(errnoText(4000, 'read')).toBe('Unknown error 4000');
	expect(failureText({kind: 'no-permission', doing: 'x'}, 'read')).toBe(
		'Permission denied (you must be root)',
	);
	expect(failureText({kind: 'no-module'}, 'read')).toBe('Protocol not available');
	expect(failureText({kind: 'timeout', doing: 'x'}, 'read')).toBe('Connection timed out');
	expect(failureText({kind: 'cancelled'}, 'read')).toBe('Interrupted system call');
	expect(failureText({kind: 'lost-replies', doing: 'x'}, 'read')).toBe('No buffer space available');
	expect(failureText({kind: 'unsupported', why: 'no addon'}, 'read')).toBe('no addon');
	expect(failureText({kind: 'malformed', what: 'x', offset: 0}, 'read')).toMatch(
		/^Invalid operation/,
	);
	expect(failureText({kind: 'system', syscall: 'socket', code: 'EMFILE', errno: 24}, 'read')).toBe(
		'Too many open files',
	);
});

test('words of a rules line', () => {
	expect(wordsOf(' -A\t-t  x\r')).toEqual(['-A', '-t', 'x']);
	expect(wordsOf('ipvsadm')).toEqual([]);
	expect(wordsOf('\0')).toEqual(['']);
	expect(wordsOf('a\0b ipvsadm\0c')).toEqual(['a']);
	expect(wordsOf('x'.repeat(4097))).toEqual(['x'.repeat(4096), 'x']);
	expect(wordsOf('x'.repeat(4096))).toEqual(['x'.repeat(4096)]);
	expect(['-L ', '-L\r', '', ' '].map(isLostLastLine)).toEqual([false, false, false, false]);
	expect(['-L  ', '-L\t ', '\r\r'].map(isLostLastLine)).toEqual([true, true, true]);
});

test('the help names every option after the line of the version', () => {
	const help = helpText('some-name');
	expect(help.startsWith(versionText)).toBe(true);
	expect(help).toContain('Usage: some-name ');
	for (const option of Object.keys(options)) {
		expect(help).toContain(`--${option}`);
	}
});
