import {expect, test} from 'vitest';
import {startDemo} from '../../../source/cli/live-demo.ts';
import {openQuiescentSwitch} from '../../../source/cli/operator/quiescent.ts';
import {openClient} from '../../../source/client/open.ts';

test('firm drains work in a demo that goes on by itself', async () => {
	const wanted = {kind: 'demo', scenario: 'empty'} as const;
	const demo = await startDemo(wanted);
	if (typeof demo === 'string') {
		throw new Error(demo);
	}
	const client = openClient(demo.open());
	const {read, write} = openQuiescentSwitch(wanted, client);
	expect([await read(), await write(1), await read()]).toEqual([0, undefined, 1]);
	client.close();
	demo.close();
});
