import {describe, expect, test} from 'vitest';
import {failed, type Failure} from '../../source/model/failure.ts';
import {act, type Acting} from './acting.ts';
import {onCursor, without} from './small-site.ts';

const forbidden: Failure = {kind: 'no-permission', doing: 'read the services'};
const needsRights = 'not saved: without CAP_NET_ADMIN not all of it can be read; run with sudo';
const mayNot = 'read-only: changing the table needs CAP_NET_ADMIN; run with sudo';

/** The program as somebody who may only read what /proc tells everybody, with the cursor on the first server of the web service. */
const start = async (): Promise<Acting> => {
	const tui = await act({
		columns: 100,
		client: () => ({
			table: async () => failed(forbidden),
			service: async () => failed({...forbidden, doing: 'find the virtual service'}),
			daemons: async () => failed({...forbidden, doing: 'read the synchronisation daemons'}),
			timeouts: async () => failed({...forbidden, doing: 'read the connection timeouts'}),
		}),
	});
	await tui.see('read-only, no counters: reading them needs CAP_NET_ADMIN; run with sudo');
	await tui.press('/', '10.0.0.11', 'Enter', 'j', 'Esc');
	await tui.see(onCursor('10.0.0.11:443'));
	return tui;
};

describe('without rights', () => {
	test('each key that changes something says that, and opens nothing', async () => {
		const tui = await start();
		for (const key of ['d', 'a', 'A', 'e', 'E', 'x', 'w', '+', 'M', 'u']) {
			// oxlint-disable-next-line no-await-in-loop -- one key after the other
			await tui.press(key);
			// oxlint-disable-next-line no-await-in-loop
			await tui.see(mayNot);
			expect(tui.text(), key).not.toContain('╭');
			// oxlint-disable-next-line no-await-in-loop -- what says it then is another key
			await tui.press('Esc');
			// oxlint-disable-next-line no-await-in-loop
			await tui.see('q quits');
		}
	});

	test('each screen says what it is about; what is missing is said on the first', async () => {
		const tui = await start();
		await tui.press('2');
		await tui.see('10.0.0.11:443 in TCP 192.0.2.10:443  wlc p?  weight 100');
		await tui.see('counters need CAP_NET_ADMIN');
		await tui.press('3');
		await tui.see(/0 rows +\d/);
		await tui.press('7');
		await tui.see('0 by you');
		await tui.press('1');
		await tui.see('read-only, no counters');
	});

	test('settings that nobody told are not made up', async () => {
		const tui = await start();
		await tui.press('2', ']]]');
		await tui.see(/method +DR/);
		await tui.see(/upper threshold +not read/);
		await tui.see(/tunnel +not read/);
		await tui.press('<');
		await tui.see(/persistence +on, for how long was not read/);
		await tui.see(/engine +not read/);
		await tui.see(/scheduler flags +not read/);
		await tui.see('needs CAP_NET_ADMIN');
		await tui.see(without('ipvsadm -A'));
		await tui.press('1', 'j', 's');
		await tui.see('persistence keeps clients where they were');
		await tui.see(without('persistence of 0 s'));
	});

	test('log and rules offer what may be done', async () => {
		const tui = await start();
		await tui.press('7');
		await tui.see(/READ-ONLY: Enter details/);
		await tui.see(without('u undo'));
		await tui.press('5');
		await tui.see('READ-ONLY: ^r read  o other file');
		await tui.see(without('W save'));
		await tui.press('W');
		await tui.see(needsRights);
	});

	test('the screen of synchronisation offers what may be done', async () => {
		const tui = await start();
		await tui.press('6');
		await tui.see('READ-ONLY: c count');
		await tui.see(without('start master'));
		await tui.press('m');
		await tui.see(mayNot);
	});
});
