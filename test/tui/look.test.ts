import {describe, expect, test} from 'vitest';
import {start} from './small-site.ts';

describe('the look', () => {
	test.each([
		[60, 15],
		[80, 24],
		[112, 30],
		[140, 45],
		[200, 60],
	])('services at %ix%i', async (columns, rows) => {
		const tui = start({columns, rows});
		await tui.see('192.0.2.10:443');
		await expect(`${tui.text()}\n`).toMatchFileSnapshot(`golden/services-${columns}x${rows}.txt`);
	});

	test.each([
		[80, 24],
		[140, 45],
	])('help at %ix%i', async (columns, rows) => {
		const tui = start({columns, rows});
		await tui.see('192.0.2.10:443');
		await tui.press('?');
		await tui.see('Esc close');
		await expect(`${tui.text()}\n`).toMatchFileSnapshot(`golden/help-${columns}x${rows}.txt`);
	});

	test('ASCII only where the locale is not UTF-8', async () => {
		const tui = start({environment: {LANG: 'C'}});
		await tui.see('192.0.2.10:443');
		expect(tui.text()).toMatch(/^[\n -~]*$/);
		await expect(`${tui.text()}\n`).toMatchFileSnapshot('golden/services-ascii.txt');
		await tui.press('?');
		await tui.see('Esc close');
		expect(tui.text()).toMatch(/^[\n -~]*$/);
	});

	test('a terminal that is too small gets one clear line, and the tree when it grows', async () => {
		const tui = start({columns: 52, rows: 12});
		await tui.see('need 60x15, have 52x12');
		await tui.see('5 services, 9 real servers');
		tui.changeSize(80, 24);
		await tui.see('Total of 5 services');
		tui.changeSize(1, 1);
		await tui.see(lines => lines.length === 1);
		tui.changeSize(60, 15);
		await tui.see('? help');
		expect(tui.lines()).toHaveLength(15);
	});

	test('a long IPv6 address is cut in narrow terminals and whole in wide ones', async () => {
		const tui = start();
		await tui.see('[2001:db8:…1234:5678]:8080');
		tui.changeSize(220, 45);
		await tui.see('[2001:db8:1234:5678:9abc:def0:1234:5678]:8080 ');
	});
});
