import {expect, test} from 'vitest';
import {arrive} from '../../../source/engine/connections/arrive.ts';
import {createEngine} from '../../../source/engine/engine.ts';
import {command} from './director.ts';

test('IPv6 clients whose addresses are alike at both ends are found without a search through all of them', () => {
	const engine = createEngine({now: () => 0});
	const {director} = engine;
	command(engine, '-A -t [2001:db8::1]:80 -s rr\n-a -t [2001:db8::1]:80 -r [2001:db8:1::1]:80 -m');
	for (let number = 0; number < 4096; number += 1) {
		arrive(director, {
			family: 10,
			protocol: 6,
			mark: 0,
			client: [0x20_01_00_00 + number, 0, 0, number],
			clientPort: 1024,
			target: [0x20_01_0d_b8, 0, 0, 1],
			targetPort: 80,
			signal: 'syn',
			bytes: 60,
		});
	}
	const {bucket, following, live} = director.connections;
	expect(live).toBe(4096);
	const lengths = Array.from(bucket, head => {
		let length = 0;
		for (let row = head; row !== -1; row = following[row]!) {
			length += 1;
		}
		return length;
	});
	expect(Math.max(...lengths)).toBeLessThan(16);
});
