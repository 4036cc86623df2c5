import {join} from 'node:path';
import {expect} from 'vitest';
import {readCases, toldFile} from '../contract/packets/script.ts';
import {seenIn} from '../contract/packets/seen.ts';
import {describeLab, labGuest, longTest} from './shared.ts';

const cases = readCases(toldFile);

describeLab('a backup of a director', () => {
	longTest('hears from the kernel what it hears from the engine', async () => {
		const guest = await labGuest();
		const {stdout, stderr, code} = await guest.run(
			`modprobe --all ipv6 ip_vs ip_vs_rr veth iptable_mangle xt_mark; python3 -ES ${join(import.meta.dirname, 'told.py')}`,
			{
				stdin: JSON.stringify(cases.map(({steps}) => steps.map(({step}) => step))),
				timeout: 300_000,
			},
		);
		expect({stderr, code}).toEqual({stderr: '', code: 0});
		const texts = JSON.parse(stdout) as readonly (readonly string[] | null)[];
		const kernel = cases.map(({name}, index) => ({
			name,
			waits: texts[index]?.map(text => seenIn(text, '').map(line => line.replace(/ SYNC$/, ''))),
		}));
		expect(kernel).toEqual(
			cases.map(({name, steps}) => ({
				name,
				waits: steps.filter(({step}) => step.kind === 'wait').map(({seen}) => seen),
			})),
		);
	});
});
