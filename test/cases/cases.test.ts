import {describe, expect, test} from 'vitest';
import {openClient} from '../../source/client/open.ts';
import {createEngine} from '../../source/engine/engine.ts';
import {openEmbedded} from '../../source/transport/embedded.ts';
import {compared, type Case} from './case.ts';
import {caseFiles} from './case-files.ts';
import {hostsNames} from './hosts-names.ts';
import {readCases} from './read-cases.ts';
import {runCase} from './run-case.ts';
import {writeCases} from './write-cases.ts';

/** Every case on an embedded director of its own: what is expected there is what Debian's ipvsadm printed on a kernel. */
describe.each(caseFiles())('$name', ({cases}) => {
	for (const one of cases) {
		test.skipIf(one.runsOn === 'kernel')(one.title, async () => {
			const engine = createEngine({now: () => 0});
			const observed = await runCase(one, {
				open: () => openClient(openEmbedded(engine)),
				names: hostsNames(),
			});
			expect(asObserved(one, observed)).toBe(writeCases([one]));
		});
	}

	test('is written as the case writer writes it', () => {
		const text = writeCases(cases);
		expect(writeCases(readCases(text))).toBe(text);
	});
});

/** The case as it would stand in its file if what was observed were right: differences show in its own language. */
const asObserved = (one: Case, {outcomes, after}: Awaited<ReturnType<typeof runCase>>): string =>
	writeCases([
		{
			...one,
			after,
			steps: one.steps.map((step, index) => ({
				...step,
				expected: compared(step, outcomes[index] ?? step.expected),
			})),
		},
	]);
