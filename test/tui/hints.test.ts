import {expect, test} from 'vitest';
import {start, without} from './small-site.ts';

test('a newcomer is told the first keys, until any key, and only once', async () => {
	const asked: string[] = [];
	const isFirstTime = (hint: string): boolean => asked.push(hint) === 1;
	const tui = start({ports: {isFirstTime}});
	await tui.see('new here: ? shows the keys');
	expect(tui.text()).toContain('5 services (1 down), 9 real servers: 1 FULL, 1 drain, 1 off');
	await tui.press('j');
	await tui.see(without('new here'));
	tui.clock.advance(10_000);
	expect(asked).toEqual(['welcome']);
	const again = start({ports: {isFirstTime}});
	await again.see('5 services (1 down), 9 real servers');
	expect(again.text()).not.toContain('new here');
});

test('what was wrong with the preferences is said first', async () => {
	const tui = start({
		remark: 'config.json: `theme` must be string',
		ports: {isFirstTime: () => true},
	});
	await tui.see('config.json: `theme` must be string');
	await tui.press('j');
	await tui.see('new here');
});
