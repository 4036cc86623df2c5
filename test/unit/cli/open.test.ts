import {expect, test} from 'vitest';
import {openWanted, problemOf} from '../../../source/cli/open.ts';

test('a demo has no network namespaces', async () => {
	const wanted = {kind: 'demo', scenario: 'web', seed: 1, networkNamespace: 'web'} as const;
	expect(await openWanted(wanted)).toMatch(/^--demo has no network namespaces/);
});

test('a namespace must be there before anything is opened', async () => {
	const nowhere = {kind: 'kernel', networkNamespace: 'no-such-namespace'} as const;
	expect(await openWanted(nowhere)).toBe(
		'there is no network namespace at /var/run/netns/no-such-namespace',
	);
	expect(problemOf({kind: 'kernel', networkNamespace: String(process.pid)})).toBeUndefined();
	expect(problemOf({kind: 'kernel'})).toBeUndefined();
});
