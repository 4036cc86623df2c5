import {describe, expect, test} from 'vitest';
import {openEmbedded} from '../../source/transport/embedded.ts';
import {allCases} from './cases/all.ts';
import {runCases} from './run.ts';
import {likeTheLab} from './subject.ts';

describe('the engine answers as the contract says', async () => {
	const transcripts = await runCases(openEmbedded(likeTheLab()), allCases);

	test.each(allCases.map((one, index) => [one.name, one, transcripts[index]] as const))(
		'%s',
		(_, {steps}, transcript) => {
			const answers = transcript?.steps.map(([answer]) => answer);
			expect(answers).toEqual(steps.map(({is = 'ok'}) => is));
		},
	);
});
