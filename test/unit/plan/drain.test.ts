import {expect, test} from 'vitest';
import {parseIpv4, type Address} from '../../../source/model/address.ts';
import {findServer, isDrained} from '../../../source/plan/drain.ts';
import {tableOf} from '../../tui/table-of.ts';

const table = tableOf([
	{
		service: 'tcp 192.0.2.1:80',
		servers: [{at: '198.51.100.1:80'}, {at: '198.51.100.1:81'}, {at: '198.51.100.2:82', active: 1}],
	},
]);

const address = (text: string): Address => {
	const parsed = parseIpv4(text);
	if (parsed === undefined) {
		throw new Error(`no address: ${text}`);
	}
	return parsed;
};

const found = (text: string, port?: number, usualPort = 80): number | string => {
	const server = findServer(table, {address: address(text), port, usualPort});
	return typeof server === 'string' ? server : server.destination.port;
};

test('a server is found by its port, by that of the service, or because there is no other', () => {
	expect(found('198.51.100.1', 81)).toBe(81);
	expect(found('198.51.100.1')).toBe(80);
	expect(found('198.51.100.2')).toBe(82);
	expect(found('198.51.100.1', undefined, 443)).toContain('at the ports 80, 81: say which');
	expect(found('198.51.100.2', 80)).toContain('198.51.100.2 at port 82');
	expect(found('198.51.100.3')).toBe('the service has no server 198.51.100.3');
});

test.each([
	[0, 0, 0, true],
	[1, 0, 0, false],
	[0, 1, 0, false],
	[0, 0, 1, false],
])('with %i active, %i inactive and %i persistent it is drained: %s', (...row) => {
	const [active, inactive, persistent, expected] = row;
	const server = findServer(
		tableOf([{service: 'fwmark 7', servers: [{at: '192.0.2.1:0', active, inactive, persistent}]}]),
		{address: address('192.0.2.1'), port: undefined, usualPort: 0},
	);
	expect(typeof server === 'string' ? server : isDrained(server)).toBe(expected);
});
