import {describe, expect, test} from 'vitest';
import {scriptedClient} from './scripted-client.ts';
import {cursorLine, onCursor, start, without} from './small-site.ts';
import {tableOf} from './table-of.ts';
import {webTable} from './web-tables.ts';

/** Names of the services from top to bottom. */
const services = (lines: readonly string[]): readonly string[] =>
	lines.filter(line => /^.[▾▸ ] (?:TCP|UDP|FWM)/.test(line)).map(line => line.slice(3, 20).trim());

describe('moving', () => {
	test('row by row, to both ends, and not past them', async () => {
		const tui = start();
		await tui.see(onCursor('192.0.2.10:53'));
		await tui.press('j');
		await tui.see(onCursor('10.0.0.21:53'));
		await tui.press('Down');
		await tui.see(onCursor('10.0.0.22:53'));
		await tui.press('k', 'Up', 'Up', 'Up');
		await tui.see(onCursor('192.0.2.10:53'));
		await tui.press('G');
		await tui.see(onCursor('10.0.0.32:8080'));
		await tui.press('j');
		await tui.press('g');
		await tui.see(onCursor('192.0.2.10:53'));
		await tui.press('End');
		await tui.see(onCursor('10.0.0.32:8080'));
		await tui.press('Home');
		await tui.see(onCursor('192.0.2.10:53'));
	});

	test.each([
		['j', '10.0.0.22:53', 'j', 'Down'],
		['k', '10.0.0.21:53', 'j', 'j', 'k'],
		['G', '10.0.0.32:8080', 'G'],
		['g', '192.0.2.10:53', 'G', 'g'],
	])(
		'with %s before the first table is there, which then has the cursor',
		async (_, text, ...keys) => {
			const {promise, resolve} = Promise.withResolvers<void>();
			const client = scriptedClient(() => webTable(1000));
			const tui = start({
				client: {
					...client,
					table: async (detail, options) => {
						await promise;
						return client.table(detail, options);
					},
				},
			});
			// The first frame waits a moment for the first reading.
			await tui.until(() => tui.clock.isWaiting(80), 'the first reading is awaited');
			tui.clock.advance(80);
			await tui.see('reading the table');
			await tui.press(...keys, '/', 'x');
			await tui.see('/x');
			await tui.press('Esc');
			resolve();
			await tui.see(onCursor(text));
		},
	);

	test('keys that arrive in one packet all count', async () => {
		const tui = start();
		await tui.see(onCursor('192.0.2.10:53'));
		await tui.press('jjjj');
		await tui.see(onCursor('192.0.2.10:443'));
		await tui.press('\u001B[B\u001B[Bk');
		await tui.see(onCursor('10.0.0.11:443'));
	});

	test('an arrow key that arrives in pieces is an arrow key', async () => {
		const tui = start();
		await tui.see(onCursor('192.0.2.10:53'));
		await tui.press('/', '1', 'Enter');
		await tui.see('/1 ');
		await tui.press('\u001B');
		await tui.until(() => tui.clock.isWaiting(100), 'Escape was read');
		await tui.press('[B');
		await tui.see(onCursor('10.0.0.21:53'));
		expect(tui.text()).toContain('/1 ');
	});

	test('by screens in a tree that is longer than the screen', async () => {
		const many = tableOf(
			Array.from({length: 100}, (_, index) => ({
				service: `tcp 192.0.2.${index + 1}:80`,
				counters: [0],
			})),
		);
		const tui = start({rows: 25, client: scriptedClient(() => many)});
		await tui.see(onCursor('192.0.2.1:80'));
		await tui.press('PgDn');
		await tui.see(onCursor('192.0.2.20:80'));
		await tui.press('^d');
		await tui.see(onCursor('192.0.2.30:80'));
		await tui.press('^u', 'PgUp');
		await tui.see(onCursor('192.0.2.1:80'));
		await tui.press('G');
		await tui.see(onCursor('192.0.2.100:80'));
		expect(tui.lines().at(-3)).toContain('192.0.2.100:80');
	});
});

describe('folding', () => {
	test('a service, by Enter and by arrows', async () => {
		const tui = start();
		await tui.see(onCursor('192.0.2.10:53'));
		await tui.press('Enter');
		await tui.see(without('10.0.0.21:53'));
		expect(cursorLine(tui.lines())).toContain('▸ UDP 192.0.2.10:53 rr (3)');
		await tui.press('Right');
		await tui.see('10.0.0.21:53');
		await tui.press('l');
		await tui.see(onCursor('10.0.0.21:53'));
		await tui.press('j', 'h');
		await tui.see(onCursor('UDP 192.0.2.10:53'));
		await tui.press('Left');
		await tui.see(without('10.0.0.21:53'));
	});

	test('Enter on a server shows its details; q goes back to it', async () => {
		const tui = start();
		await tui.see(onCursor('192.0.2.10:53'));
		await tui.press('jj', 'Enter');
		await tui.see('10.0.0.22:53 in UDP 192.0.2.10:53');
		await tui.press('q');
		await tui.see(onCursor('10.0.0.22:53'));
	});

	test('all services and back', async () => {
		const tui = start();
		await tui.see('10.0.0.11:443');
		await tui.press('*');
		await tui.see(without('10.0.0'));
		expect(tui.text()).toContain('▸ FWM 7 sh (2)');
		await tui.press('*');
		await tui.see('10.0.0.11:443');
	});
});

test('the pane names what is wrong anywhere', async () => {
	const tui = start({columns: 140, rows: 45});
	await tui.see('not as it should be');
	const lines = tui.lines().map(line => line.split('│')[1]?.trim() ?? '');
	expect(
		lines.slice(lines.indexOf('not as it should be') + 1, lines.indexOf('not as it should be') + 5),
	).toEqual([
		'EMPTY TCP 198.51.100.7:25',
		'FULL  10.0.0.31:8080 in FWM 7',
		'drain 10.0.0.13:443 in TCP 192.0.2.10:443',
		'off   10.0.0.23:53 in UDP 192.0.2.10:53',
	]);
});

describe('sorting', () => {
	test('by the columns of the screen; the cursor stays on its item', async () => {
		const tui = start();
		await tui.see(onCursor('192.0.2.10:53'));
		await tui.press('>>>');
		await tui.see('▾ACT');
		expect(services(tui.lines())[0]).toBe('TCP 192.0.2.10:44');
		expect(cursorLine(tui.lines())).toContain('192.0.2.10:53');
		await tui.press('I');
		await tui.see('▴ACT');
		expect(services(tui.lines()).at(-1)).toBe('TCP 192.0.2.10:44');
		await tui.press('<<<');
		await tui.see('▴SERVICE');
		await tui.press('<');
		await tui.see('▴STATE');
		expect(services(tui.lines())[0]).toBe('TCP 198.51.100.7:');
	});

	test('S shows the busiest first, with the cursor on it, and again the names', async () => {
		const tui = start();
		await tui.see(onCursor('192.0.2.10:53'));
		await tui.press('j', 'S');
		await tui.see('▾CPS');
		expect(cursorLine(tui.lines())).toContain('TCP 192.0.2.10:443');
		await tui.see(/10\.0\.0\.11:443.*\n.*10\.0\.0\.12:443/);
		await tui.press('b', 'S');
		await tui.see('▾PPS');
		await tui.press('S');
		await tui.see('▴SERVICE');
	});

	test('servers are sorted inside their service', async () => {
		const tui = start();
		await tui.see('10.0.0.11:443');
		await tui.press('>', '>', '>');
		await tui.see(/10\.0\.0\.12:443.*\n.*10\.0\.0\.11:443/);
	});
});

describe('filtering', () => {
	test('Tab completes fields and what they may be', async () => {
		const tui = start();
		await tui.see('10.0.0.11:443');
		await tui.press('/', 'st', 'Tab');
		await tui.see('/state=');
		await tui.press('dr', 'Tab', 'Enter');
		await tui.see('/state=drain');
		await tui.see('1 of 14');
		await tui.press('/', ' !p', 'Tab');
		await tui.see('proto port persist');
	});

	test('while typing, with the count; Enter keeps, Esc clears', async () => {
		const tui = start();
		await tui.see('10.0.0.11:443');
		await tui.press('/', 'UDP !22');
		await tui.see('/UDP !22▏');
		await tui.see('3 of 14 rows');
		expect(tui.text()).not.toContain('443');
		expect(tui.text()).not.toContain('10.0.0.22');
		await tui.press('Enter');
		await tui.see('/UDP !22  3 of 14');
		await tui.press('Esc');
		await tui.see('10.0.0.11:443');
		expect(tui.text()).not.toContain('of 14');
	});

	test('by state, and what does not match anything says so', async () => {
		const tui = start();
		await tui.see('10.0.0.11:443');
		await tui.press('/', 'drain');
		await tui.see(without('10.0.0.11'));
		expect(tui.text()).toContain('10.0.0.13:443');
		await tui.press('x');
		await tui.see('no row matches the filter');
		await tui.press('Backspace');
		await tui.see('10.0.0.13:443');
		await tui.press('^w');
		await tui.see('10.0.0.11:443');
		await tui.press('Esc');
		await tui.see('/ filter');
	});

	test('letters are text there, and a space is one', async () => {
		const tui = start();
		await tui.see('10.0.0.11:443');
		await tui.press('/', 'q', 'Space', 'j');
		await tui.see('/q j▏');
	});

	test('pasted text is text there and nothing elsewhere', async () => {
		const tui = start();
		await tui.see('10.0.0.11:443');
		await tui.press('\u001B[200~q\r\u001B[201~');
		await tui.see('pasted text is not taken as keys');
		await tui.press('/', '\u001B[200~10.0.0.11\r\u001B[201~');
		await tui.see('/10.0.0.11 ▏');
	});
});
