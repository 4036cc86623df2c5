import {expect, test} from 'vitest';
import {addressIn} from '../../source/tui/names/state.ts';
import {onCursor, start, without} from './small-site.ts';

const known: Readonly<Record<string, string>> = {
	'10.0.0.21': 'dns1.example.net',
	'192.0.2.10': 'www.example.net',
	'2001:db8:0:1f::a8': 'six.example.net',
};

test('H shows names where there are some, asked for once and only for what is on the screen', async () => {
	const asked: string[] = [];
	const nameOf = async (address: string): Promise<string | undefined> => {
		asked.push(address);
		if (address === '10.0.0.22') {
			throw new Error('no server answers');
		}
		return known[address];
	};
	const tui = start({ports: {nameOf}});
	await tui.see(onCursor('UDP 192.0.2.10:53'));
	expect(asked).toEqual([]);
	await tui.press('H');
	await tui.see(onCursor('UDP www.example.net:53'));
	await tui.see('dns1.example.net:53');
	await tui.see('TCP six.example.net:80');
	await tui.see('10.0.0.22:53');
	expect(new Set(asked).size).toBe(asked.length);
	// What is typed and done goes by the addresses.
	await tui.press('/', 'rs=10.0.0.21', 'Enter');
	await tui.see('1 of 14');
	await tui.see('dns1.example.net:53');
	await tui.press('Esc', 'H');
	await tui.see(without('example.net'));
});

test('an answer that never comes holds up nothing', async () => {
	const tui = start({ports: {nameOf: async () => Promise.withResolvers<undefined>().promise}});
	await tui.see(onCursor('UDP 192.0.2.10:53'));
	await tui.press('H', 'j');
	await tui.see(onCursor('10.0.0.21:53'));
});

test('where nobody can be asked it says so', async () => {
	const tui = start();
	await tui.see('192.0.2.10:53');
	await tui.press('H');
	await tui.see('names are not asked for here');
});

test.each([
	['10.0.0.1', '10.0.0.1'],
	['10.0.0.1:80', '10.0.0.1'],
	['TCP [2001:db8::1]:443', '2001:db8::1'],
	['2001:db8::1', '2001:db8::1'],
	['FWM 7', ''],
	['8 servers', ''],
	['ESTABLISHED', ''],
])('the address in %j is %j', (text, address) => {
	expect(addressIn(text).address).toBe(address);
});
