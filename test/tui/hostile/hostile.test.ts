import fc from 'fast-check';
import {expect, test} from 'vitest';
import {seed} from '../../seed.ts';
import {openBattlefield} from './battlefield.ts';
import {anyBlow} from './blows.ts';

const isLong = process.env['LONG'] === '1';

test(
	`whatever is pressed, the screen fits, and the table is what the log says (seed ${seed})`,
	isLong ? {timeout: 3_600_000} : {},
	async () => {
		let changes = 0;
		await fc.assert(
			fc.asyncProperty(
				fc.boolean(),
				fc.array(anyBlow, {minLength: 150, maxLength: 150, size: 'max'}),
				async (isAscii, blows) => {
					const field = await openBattlefield(isAscii);
					for (const blow of blows) {
						// oxlint-disable-next-line no-await-in-loop -- one after the other
						await field.strike(blow);
						expect(field.faults(), JSON.stringify(blow)).toEqual([]);
					}
					const {running, told} = await field.rules();
					expect(running).toEqual(told);
					expect(field.irreversible()).toEqual([]);
					expect(await field.leave()).toEqual([]);
					expect(field.quits()).toBeGreaterThan(0);
					expect(field.quiescent()).toBe(0);
					changes += field.changes();
				},
			),
			{seed, numRuns: isLong ? 400 : 3, endOnFailure: true},
		);
		// Blows that change nothing would show nothing.
		expect(changes).toBeGreaterThan(0);
	},
);
