import fc from 'fast-check';
import {expect, test} from 'vitest';
import {chunks} from '../unit/cli/ipvsadm/running.ts';
import {Crash, simulateHost} from '../unit/cli/setup/simulated-host.ts';
import {runWord} from '../unit/cli/words/running.ts';

const anyService = fc.record({
	address: fc.constantFrom('192.0.2.10', '192.0.2.11', '192.0.2.12', '198.51.100.9'),
	protocol: fc.constantFrom('-t', '-u'),
	port: fc.constantFrom('80', '443'),
	method: fc.constantFrom('-m', '-g'),
	server: fc.constantFrom('10.0.0.11', '10.0.0.12', '127.0.0.1'),
});

const anyRules = fc
	.uniqueArray(anyService, {
		minLength: 1,
		maxLength: 4,
		selector: ({address, protocol, port}) => `${protocol} ${address}:${port}`,
	})
	.map(services =>
		services
			.map(
				({address, protocol, port, method, server}) =>
					`-A ${protocol} ${address}:${port} -s wlc\n-a ${protocol} ${address}:${port} -r ${server}:${port} ${method}\n`,
			)
			.join(''),
	);

const anyOptions = fc
	.record({
		snat: fc.constantFrom('', '--snat masquerade', '--snat 198.51.100.1-198.51.100.3'),
		catchAll: fc.constantFrom('', '--catch-all 666'),
		link: fc.constantFrom('', '--link lo'),
		mode: fc.constantFrom('', '--link-mode'),
		persist: fc.constantFrom('', '--persist'),
	})
	.map(options =>
		['--from -', ...Object.values(options)].filter(option => option !== '').join(' '),
	);

const anyHost = fc.record({
	programs: fc.constantFrom(['iptables'] as const, ['nft'] as const),
	forwarding: fc.constantFrom('0', '1'),
	modules: fc.constantFrom([], ['ip_vs', 'ip_vs_wlc'], ['dummy', 'ip_tables']),
	addresses: fc.constantFrom([], ['192.0.2.10/32']),
});

type Run = {readonly options: string; readonly rules: string};
const anyRun = fc.record({options: anyOptions, rules: anyRules});

const simulated = ({
	programs,
	forwarding,
	...rest
}: typeof anyHost extends fc.Arbitrary<infer Host> ? Host : never) =>
	simulateHost({programs, settings: {'net/ipv4/ip_forward': forwarding}, ...rest});

const setup = async (host: ReturnType<typeof simulateHost>, {options, rules}: Run) =>
	runWord(`setup ${options}`, {...host.director, machine: host.machine, input: chunks(rules)});

const clean = async (host: ReturnType<typeof simulateHost>) =>
	setup(host, {options: '--clean', rules: ''});

test('whatever was set up and changed later, a run makes it whole and --clean gives the host back', async () => {
	await fc.assert(
		fc.asyncProperty(
			anyHost,
			fc.array(anyRun, {minLength: 1, maxLength: 3}),
			async (form, runs) => {
				const host = simulated(form);
				const before = await host.snapshot();
				for (const run of runs) {
					// oxlint-disable-next-line no-await-in-loop -- one after the other
					expect(await setup(host, run)).toMatchObject({stderr: '', exit: 0});
				}
				const last = runs.at(-1) ?? {options: '', rules: ''};
				expect((await setup(host, last)).stdout).toMatch(/^nothing to do/);
				expect(await clean(host)).toMatchObject({stderr: '', exit: 0});
				expect(await host.snapshot()).toEqual(before);
			},
		),
		{numRuns: 60},
	);
});

test('killed anywhere, between any two acts: --clean gives the host back, and so does going on first', async () => {
	await fc.assert(
		fc.asyncProperty(
			anyHost,
			fc.array(anyRun, {minLength: 1, maxLength: 2}),
			fc.nat(60),
			fc.boolean(),
			async (form, runs, acts, goesOn) => {
				const host = simulated(form);
				const before = await host.snapshot();
				let left = acts;
				host.disturbWith(() => {
					if (left === 0) {
						throw new Crash();
					}
					left -= 1;
					return undefined;
				});
				for (const run of runs) {
					// oxlint-disable-next-line no-await-in-loop -- one after the other
					await setup(host, run).catch((error: unknown) => {
						if (!(error instanceof Crash)) {
							throw error;
						}
					});
				}
				host.disturbWith(() => undefined);
				if (goesOn) {
					expect(await setup(host, runs[0] as Run)).toMatchObject({stderr: '', exit: 0});
				}
				expect(await clean(host)).toMatchObject({stderr: '', exit: 0});
				expect(await host.snapshot()).toEqual(before);
				expect((await clean(host)).stdout).toMatch(/^nothing to do/);
			},
		),
		{numRuns: 120},
	);
});
