import {describe, expect, test} from 'vitest';
import {itemKey} from '../../source/operator/item.ts';
import {server} from '../unit/operator/site.ts';
import {actAt} from './acting.ts';
import {without} from './small-site.ts';

const busy = {active: 40, inactive: 4, persistent: 2};

describe('others at work', () => {
	test('a table that changed under a dialog is shown anew and not changed by the same Enter', async () => {
		const tui = await actAt(11);
		await tui.press('x');
		await tui.see('Remove 10.0.0.11:443');
		await tui.foreign('-d -t 192.0.2.10:443 -r 10.0.0.11:443');
		await tui.press('Enter');
		await tui.see('has no server 10.0.0.11:443 any more');
		await tui.press('Esc', 'k', 'w');
		await tui.see('a service');
	});

	test('a plan that is another one by now is asked about again, with what others changed', async () => {
		const tui = await actAt(11);
		await tui.press('w', '10');
		await tui.see('weight 100 > 10');
		await tui.foreign('-e -t 192.0.2.10:443 -r 10.0.0.11:443 -g -w 100 -x 900 -y 400');
		await tui.press('Enter');
		await tui.see('was changed meanwhile: upper');
		expect(await tui.weightOf(server(11))).toBe(100);
		await tui.press('Enter');
		await tui.see(without('[ Cancel ]'));
		expect(await tui.weightOf(server(11))).toBe(100);
	});

	test('undo of what somebody changed meanwhile asks', async () => {
		const tui = await actAt(11);
		await tui.press('w', '10', 'Enter');
		await tui.see('done, u undoes it');
		await tui.foreign('-e -t 192.0.2.10:443 -r 10.0.0.11:443 -g -w 33 -x 500 -y 400');
		await tui.press('u');
		await tui.see('was changed meanwhile: weight 10');
		await tui.press('Esc');
		await tui.see(without('was changed meanwhile'));
		expect(await tui.weightOf(server(11))).toBe(33);
		await tui.press('u');
		await tui.see('was changed meanwhile');
		await tui.press('y');
		await tui.see('done');
		expect(await tui.weightOf(server(11))).toBe(100);
	});

	test('P puts back what somebody changed after us', async () => {
		const tui = await actAt(11);
		await tui.press('w', '10', 'Enter');
		await tui.see('done, u undoes it');
		await tui.tick();
		await tui.foreign('-e -t 192.0.2.10:443 -r 10.0.0.11:443 -g -w 33 -x 500 -y 400');
		await tui.tick();
		await tui.see('chg');
		await tui.see('1 changed by others, P puts back');
		await tui.press('P');
		await tui.see('weight 33 > 10');
		await tui.press('Enter');
		await tui.see('done, u undoes it: put back');
		expect(await tui.weightOf(server(11))).toBe(10);
	});

	test('P puts back what nobody had touched here, the row alone or all of it, and u takes that back', async () => {
		const tui = await actAt(11);
		const before = await tui.saved();
		await tui.press('P');
		await tui.see('nobody else changed anything');
		await tui.foreign(
			'-e -t 192.0.2.10:443 -r 10.0.0.11:443 -g -w 33 -x 7',
			'-E -u 192.0.2.10:53 -s wrr',
			'-d -t 192.0.2.10:443 -r 10.0.0.12:443',
		);
		const changed = await tui.saved();
		await tui.tick();
		await tui.see('3 changed by others, P puts back');
		await tui.see('P put back');
		await tui.press('P');
		await tui.see('Put back 10.0.0.11:443 in tcp 192.0.2.10:443');
		await tui.see(/\$ ipvsadm -e -t 192\.0\.2\.10:443 -r 10\.0\.0\.11:443 -g -w 100 -x 500/);
		await tui.press('Tab', 'Right');
		await tui.see('Put back 3 changes by others');
		await tui.press('Enter');
		await tui.see('all 3 done');
		expect(await tui.saved()).toEqual(before);
		await tui.press('Esc', 'u');
		await tui.see('undone, U does it again: put back 3 changes by others');
		expect(await tui.saved()).toEqual(changed);
	});

	test('P says who will probably change it again, and names no key where nothing may be changed', async () => {
		const tui = await actAt(11, {processes: [{pid: 812, name: 'keepalived'}]});
		await tui.foreign('-e -t 192.0.2.10:443 -r 10.0.0.12:443 -g -w 1');
		await tui.tick();
		await tui.see('1 changed by others, P puts back');
		await tui.press('P');
		await tui.see('keepalived (process 812) probably manages this table');
		await tui.press('Esc', '^o');
		await tui.see('READ-ONLY');
		await tui.press('j');
		await tui.see('1 changed by others');
		await tui.see(without('P puts back'));
	});

	test('P in the log puts back what its line tells', async () => {
		const tui = await actAt(11);
		await tui.foreign('-d -t 192.0.2.10:443 -r 10.0.0.12:443');
		await tui.tick();
		await tui.foreign('-e -t 192.0.2.10:443 -r 10.0.0.11:443 -g -w 1 -x 500 -y 400');
		await tui.tick();
		await tui.press('@', 'j');
		await tui.see('P put back');
		await tui.press('P');
		await tui.see('Put back 10.0.0.12:443 in tcp 192.0.2.10:443');
		await tui.press('Enter');
		await tui.see('done, u undoes it: put back 10.0.0.12:443');
		expect(await tui.weightOf(server(12))).toBe(100);
		expect(await tui.weightOf(server(11))).toBe(1);
	});
});

describe('read-only', () => {
	const why = 'read-only: started with --read-only';

	test('keys that change something say why not', async () => {
		const tui = await actAt(11, {access: {kind: 'read-only', why, canUnlock: false}});
		await tui.see('READ-ONLY');
		await tui.press('d');
		await tui.see(why);
		await tui.press('j', '^o');
		await tui.see(why);
		expect(await tui.weightOf(server(11))).toBe(100);
	});

	test('^o locks and unlocks', async () => {
		const tui = await actAt(11);
		await tui.press('^o');
		await tui.see('READ-ONLY (^o unlocks):');
		await tui.press('+');
		await tui.see('^o unlocks');
		await tui.press('^o', 'd\r');
		await tui.see('1 drained');
	});
});

describe('leaving', () => {
	test('while a drain runs it is asked what shall be; stay stays, return brings back', async () => {
		const tui = await actAt(11);
		tui.loads.set(itemKey(server(11)), busy);
		await tui.tick();
		await tui.press('d\r');
		await tui.see('1 draining');
		await tui.press('b', 'q');
		await tui.see('1 drain in progress');
		await tui.press('Esc');
		await tui.see(without('1 drain in progress'));
		await tui.press('q');
		await tui.see('1 drain in progress');
		await tui.press('r');
		expect(await tui.ended).toBe(0);
		expect(await tui.weightOf(server(11))).toBe(100);
	});

	test('leave leaves the weight at 0', async () => {
		const tui = await actAt(11);
		await tui.press('d\r');
		await tui.see('1 drained');
		await tui.press('b', '^c');
		await tui.see('1 drain in progress');
		await tui.press('l');
		expect(await tui.ended).toBe(0);
		expect(await tui.weightOf(server(11))).toBe(0);
	});
});

describe('the log', () => {
	test('has everything that was done, with what others did, its commands and what puts it back', async () => {
		const files: string[] = [];
		const tui = await actAt(11, {
			ports: {
				saveText: (name, text) => {
					files.push(name, text);
					return {kind: 'saved', path: `/state/${name}`};
				},
			},
		});
		await tui.press('w', '10', 'Enter');
		await tui.see('done, u undoes it');
		await tui.foreign('-e -t 192.0.2.10:443 -r 10.0.0.12:443 -g -w 33');
		await tui.tick();
		await tui.press('@');
		await tui.see(/other +seen +10\.0\.0\.12:443 .*: weight 100 > 33/);
		await tui.see('1 by you, 1 by others');
		await tui.press('j');
		await tui.see(/did {2}ipvsadm -e -t 192\.0\.2\.10:443 -r 10\.0\.0\.11:443 .*-w 10/);
		await tui.see(/back ipvsadm -e -t 192\.0\.2\.10:443 -r 10\.0\.0\.11:443 .*-w 100/);
		await tui.press('Enter');
		await tui.see('Log 1');
		await tui.press('Esc', 'e');
		await tui.see('written to /state/commands-');
		expect(files[1]).toBe('-e -t 192.0.2.10:443 -r 10.0.0.11:443 -g -w 10 -x 500 -y 400\n');
		await tui.press('E');
		await tui.see('written to /state/inverse-');
		expect(files[3]).toContain('-w 100');
		await tui.press('/', 'other', 'Enter');
		await tui.see('1 of 2 lines');
		await tui.press('Esc', 'u');
		await tui.see(/you +undone +weight of/);
	});
});

describe('why', () => {
	test('s says why the row looks as it does', async () => {
		const tui = await actAt(13);
		await tui.press('s');
		await tui.see('Why: 10.0.0.13:443 in tcp 192.0.2.10:443');
		await tui.press('Esc');
		await tui.see(without('Why: '));
	});
});
