import {readFile} from 'node:fs/promises';
import {join} from 'node:path';
import {afterAll, beforeAll, expect, test} from 'vitest';
import {openEmbedded} from '../../source/transport/embedded.ts';
import {allCases} from '../contract/cases/all.ts';
import {conversations} from '../contract/cases/conversations.ts';
import {runCases, type Transcript} from '../contract/run.ts';
import {canonicalDatagrams, scriptOf} from '../contract/conversation.ts';
import {holdWithEngine, likeTheLab} from '../contract/subject.ts';
import {projectFolder} from './root-folder.ts';
import type {Guest} from './guest.ts';
import {describeLab, ownGuest} from './shared.ts';

/** What converse.py brings back: the number of the family, and for each script and move the datagrams. */
type Held = {readonly family: number; readonly taken: readonly (readonly (readonly string[])[])[]};

describeLab('the kernel and the engine answer the same', () => {
	let kernel: readonly Transcript[] = [];
	let engine: readonly Transcript[] = [];
	let held: Held = {family: 0, taken: []};
	let guest: Guest;
	// Services of other network namespaces would leave gaps in the kernel's text.
	beforeAll(async () => {
		guest = await ownGuest();
		const {stdout, stderr, code} = await guest.run(
			`modprobe ipv6 && ip netns add contract && ip -n contract -batch - <<-'END' &&
				link set lo up
				link add eth0 type dummy
				addr add 192.0.2.200/24 dev eth0
				addr add fe80::200/64 dev eth0 nodad
				link set eth0 up
			END
			ip netns exec contract node test/contract/main.ts ${guest.exchange.guest}/contract.json &&
			ip netns exec contract python3 test/contract/converse.py; code=$?
			ip netns del contract; exit $code`,
			{cwd: projectFolder, timeout: 300_000, stdin: JSON.stringify(conversations.map(scriptOf))},
		);
		expect({stderr, code}).toEqual({stderr: '', code: 0});
		kernel = JSON.parse(
			await readFile(join(guest.exchange.host, 'contract.json'), 'utf8'),
		) as Transcript[];
		held = JSON.parse(stdout) as Held;
		engine = await runCases(openEmbedded(likeTheLab()), allCases);
	});
	afterAll(async () => guest?.stop());

	test.each(allCases.map(({name}, index) => [name, index] as const))('%s', (_, index) => {
		const asked = allCases[index]?.steps.map(({is = 'ok'}) => is);
		expect(kernel[index]?.steps.map(([answer]) => answer)).toEqual(asked);
		expect(engine[index]).toEqual(kernel[index]);
	});

	test.each(conversations.map((one, index) => [one.name, one, index] as const))(
		'%s',
		(_, conversation, index) => {
			const engineTook = holdWithEngine(conversation);
			const kernelTook = canonicalDatagrams(held.taken[index] ?? [], held.family);
			expect(engineTook).toEqual(kernelTook);
		},
	);
});
