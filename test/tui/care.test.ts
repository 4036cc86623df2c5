import {mkdtemp, rm, writeFile} from 'node:fs/promises';
import {tmpdir} from 'node:os';
import {join} from 'node:path';
import {describe, expect, onTestFinished, test} from 'vitest';
import type {Configuration} from '../../source/care/configuration.ts';
import {createCarer} from '../../source/cli/care/carer.ts';
import {filesIn} from '../../source/cli/care/files.ts';
import {openKnownCare} from '../../source/cli/care/known-care.ts';
import {lockFolder} from '../../source/cli/care/lock.ts';
import {folderName} from '../../source/cli/care/place.ts';
import {itemKey} from '../../source/operator/item.ts';
import {eventually} from '../eventually.ts';
import {readCare} from '../unit/care/world.ts';
import {server, web} from '../unit/operator/site.ts';
import {act} from './acting.ts';
import {onCursor, without} from './small-site.ts';

const rules = [
	'-A -t 192.0.2.10:443 -s rr',
	'-a -t 192.0.2.10:443 -r 10.0.0.11:443 -m -w 5',
	'-a -t 192.0.2.10:443 -r 10.0.0.12:443 -m -w 5',
	'-A -u 192.0.2.20:53 -s rr',
	'-a -u 192.0.2.20:53 -r 10.0.0.21:53 -m -w 1',
];

const [first, second] = [server(11), server(12)];

/** What a file says, but for the timeout: the checks are programs, and no clock of ours says how long those take. */
const patiently = (text: string): Configuration =>
	new Map(
		[...readCare(text)].map(([key, cared]) => [
			key,
			{...cared, policy: {...cared.policy, timeout: 60_000}},
		]),
	);

/** The program, and beside it somebody who takes care of the web service: servers are well as long as a file names them. */
const actInCare = async (options: Parameters<typeof act>[0] = {}) => {
	const folder = await mkdtemp(join(tmpdir(), 'ipvs-tui-'));
	const list = join(folder, 'well');
	const wellAre = async (...addresses: readonly string[]): Promise<void> =>
		writeFile(list, addresses.join('\n'));
	await wellAre('10.0.0.11', '10.0.0.12');
	const care = join(folder, 'care');
	const files = filesIn(join(care, folderName('', web)));
	const lock = lockFolder(files.folder);
	const tui = await act({rules, columns: 90, ...options, care: openKnownCare(care, '')});
	const configuration = patiently(
		`interval 2s
timeout 1s
rise 1
fall 1
service -t 192.0.2.10:443 -s rr
	server 10.0.0.11:443 -m -w 5
	server 10.0.0.12:443 -m -w 5
	check exec grep -q $ADDRESS ${list}
`,
	);
	const carer = createCarer(configuration, {
		client: tui.client,
		clock: tui.clock,
		random: () => 0,
		filesOf: () => files,
		isDrainedByPerson: (service, destination) => tui.weights.has(itemKey({service, destination})),
		log: () => {},
	});
	await carer.settle();
	carer.start();
	const end = async (): Promise<void> => {
		await carer.stop();
		if (lock.kind === 'held') {
			lock.release();
		}
	};
	onTestFinished(async () => {
		await end();
		await rm(folder, {recursive: true, maxRetries: 50});
	});

	/** Lets time pass until something is so; the checks are programs, which take the time that they take. */
	const comes = async (isSo: () => unknown): Promise<void> =>
		eventually(async () => {
			tui.clock.advance(500);
			await isSo();
		});
	const rowOf = (last: number): string | undefined =>
		tui.lines().find(line => line.includes(`10.0.0.${last}:`) && line.includes('NAT'));
	const shows = async (last: number, pattern: RegExp): Promise<void> =>
		comes(() => expect(rowOf(last)).toMatch(pattern));

	/** Lets the checks of a server say something so many times more. */
	const checked = async (times: number): Promise<void> => {
		const seen = new Set<number>();
		await comes(() => {
			seen.add(carer.statuses()[0]?.seen[first.destination]?.[0]?.at ?? 0);
			expect(seen.size).toBeGreaterThan(times);
		});
	};
	/** Puts away what shows how far a drain is. */
	const hideDrain = async (): Promise<void> => {
		await tui.see('b background');
		await tui.press('Esc');
		await tui.see(without('b background'));
	};
	await shows(11, /up +\+/);
	return {...tui, hideDrain, wellAre, comes, shows, checked, end};
};

describe('servers in care', () => {
	test('a server dies, a person pins it, it returns and stays out until it is unpinned', async () => {
		const tui = await actInCare();
		await tui.see('CHECK');
		await tui.see('care manages 1 service');
		await tui.wellAre('10.0.0.12');
		await tui.shows(11, /down \d+[sm] +off/);
		await tui.shows(12, /up +\+/);

		await tui.press('g', 'j');
		await tui.see(onCursor('10.0.0.11:443'));
		await tui.press('s');
		await tui.see(/its checks fail for .*: exit code 1/);
		await tui.press('Esc');
		await tui.see(without('its checks fail'));

		// A drain of what its checks took out is a pin.
		await tui.press('d');
		await tui.see('Pin 10.0.0.11:443 in tcp 192.0.2.10:443');
		await tui.see('weight 0 whatever the checks say');
		await tui.see('ipvs-tui care pin -t 192.0.2.10:443 -r 10.0.0.11:443 down');
		await tui.press('Enter');
		await tui.see('weight was 5');
		await tui.hideDrain();
		await tui.shows(11, /pin down +off/);

		await tui.wellAre('10.0.0.11', '10.0.0.12');
		await tui.press('s');
		await tui.comes(() => expect(tui.text()).toMatch(/its checks pass for .*: pinned down/));
		await tui.press('Esc');
		await tui.see(without('its checks pass'));
		await tui.checked(2);
		expect(await tui.weightOf(first)).toBe(0);
		await tui.shows(11, /pin down/);

		await tui.press('C');
		await tui.see('they pass, so it gets weight 5');
		await tui.press('Enter');
		await tui.see('left to the checks again');
		await tui.shows(11, /up +\+/);
		expect(await tui.weightOf(first)).toBe(5);
	});

	test('a drain lasts though the checks pass, until the server is returned', async () => {
		const tui = await actInCare();
		await tui.press('g', 'j');
		await tui.see(onCursor('10.0.0.11:443'));
		await tui.press('d');
		await tui.see('in care: it stays drained whatever its checks say');
		await tui.press('Enter');
		await tui.hideDrain();
		await tui.shows(11, /up held +off/);
		await tui.checked(3);
		expect(await tui.weightOf(first)).toBe(0);
		await tui.press('r', 'Enter');
		await tui.shows(11, /up +\+/);
		await tui.checked(2);
		expect(await tui.weightOf(first)).toBe(5);
	});

	test('one that is pinned up is drained with a pin, which its return takes off', async () => {
		const tui = await actInCare();
		await tui.press('g', 'jj');
		await tui.see(onCursor('10.0.0.12:443'));
		await tui.press('C', 'Right');
		await tui.see('weight 5 whatever its checks say');
		await tui.press('Enter');
		await tui.shows(12, /pin up/);
		await tui.press('u');
		await tui.see('undone, U does it again: pin up 10.0.0.12:443');
		await tui.shows(12, /up +\+/);
		await tui.press('U');
		await tui.shows(12, /pin up/);
		await tui.press('d');
		await tui.see('it is pinned down too');
		await tui.press('Enter');
		await tui.hideDrain();
		await tui.shows(12, /pin down/);
		await tui.checked(2);
		expect(await tui.weightOf(second)).toBe(0);
		await tui.press('r');
		await tui.see('its pin is taken off');
		await tui.press('Enter');
		await tui.shows(12, /up +\+/);
		expect(await tui.weightOf(second)).toBe(5);
	});

	test('the filter finds what fails, and wide screens say why beside it', async () => {
		const tui = await actInCare({columns: 150, rows: 30});
		await tui.wellAre('10.0.0.11');
		await tui.shows(12, /down/);
		await tui.press('/', 'check=down', 'Enter');
		await tui.see('1 of 5 rows');
		await tui.press('j');
		await tui.see(/its checks fail for .*: exit code 1/);
		await tui.press('7');
		await tui.see(/care +seen +10\.0\.0\.12:443 in tcp 192\.0\.2\.10:443: weight 5 > 0/);
		await tui.see('by care');
		await tui.press('Esc', 'Enter', ']');
		await tui.see(/10\.0\.0\.11:443 .* \+ +up/);
		await tui.see(/10\.0\.0\.12:443 .* off +down \d+[sm]/);
	});

	test('read-only nothing is pinned, and nobody is pinned who is not in care', async () => {
		const why = 'read-only: started with --read-only';
		const tui = await actInCare({access: {kind: 'read-only', why, canUnlock: false}});
		await tui.press('g', 'j', 'C');
		await tui.see(why);
		await tui.press('G', 'C');
		await tui.see('nobody takes care of this');
	});

	test('when who takes care has ended, a person hears of it and the column goes', async () => {
		const tui = await actInCare();
		await tui.end();
		await tui.comes(() => expect(tui.text()).not.toContain('CHECK'));
		await tui.see('nobody takes care of 1 service any more');
		await tui.see(without('care manages'));
		await tui.press('g', 'j', 's');
		await tui.see(/nobody takes care of it any more: process \d+ wrote last/);
	});
});
