import {writeFile} from 'node:fs/promises';
import {join} from 'node:path';
import {beforeAll, beforeEach, expect, test} from 'vitest';
import type {Guest} from './guest.ts';
import type {RunOptions} from './job.ts';
import {describeLab, labGuest} from './shared.ts';

/** The program as it is shipped, started as a process of its own on a director of its own. */
describeLab('ipvs-tui as a process', () => {
	let guest: Guest;

	/** In a network namespace that these tests share and nobody else sees. */
	const run = async (script: string, options: RunOptions = {}) =>
		guest.run('ip netns exec process bash -c "$LAB_SCRIPT"', {
			...options,
			env: {...options.env, LAB_SCRIPT: script},
		});

	beforeAll(async () => {
		guest = await labGuest();
		await guest.run(
			'modprobe --all ipv6 ip_vs; ip netns add process; ip -n process link set lo up',
		);
	});

	beforeEach(async () => {
		await run('ipvsadm -C');
	});

	test('lists what ipvsadm made', async () => {
		await run(
			'ipvsadm -A -t 10.0.0.1:80 -s sh -b sh-port; ipvsadm -a -t 10.0.0.1:80 -r 10.0.0.2 -m',
		);
		for (const options of ['-Ln', '-Ln --stats', '-Sn', '-Ln -t 10.0.0.1:80', '-L --timeout']) {
			expect(await run(`ipvs-tui ${options}`)).toEqual(await run(`ipvsadm ${options}`));
		}
	});

	test('lists the same beside the tables of other network namespaces', async () => {
		const rules = Array.from({length: 200}, (_, index) => {
			const service = `-t 10.0.0.${index}:80`;
			return `-A ${service}\n-a ${service} -r 10.0.1.1 -m\n-a ${service} -r 10.0.1.2 -m\n`;
		}).join('');
		await guest.run('ip netns add beside; ip -n beside link set lo up');
		await guest.run('ip netns exec beside ipvsadm -R', {stdin: rules});
		await run('ipvsadm -R', {stdin: rules});
		// The kernel's own text lacks some of them, which is what this is about.
		expect((await run('grep --count ^TCP /proc/net/ip_vs')).stdout).not.toBe('200\n');
		expect((await run('ipvsadm -Sn | wc -l')).stdout).toBe('600\n');
		for (const options of ['-Ln', '-Ln --stats', '-Sn']) {
			expect(await run(`ipvs-tui ${options}`)).toEqual(await run(`ipvsadm ${options}`));
		}
		await guest.run('ip netns del beside');
	});

	test('makes what ipvsadm lists', async () => {
		const {stdout, stderr, code} = await run(`
			ipvs-tui -A -t 10.0.0.1:80 -s wrr -p 300 &&
			ipvs-tui -a -t 10.0.0.1:80 -r 10.0.0.2:8080 -m -w 5 &&
			ipvs-tui -e -t 10.0.0.1:80 -r 10.0.0.2:8080 -m -w 6 &&
			ipvs-tui -a -t 10.0.0.1:80 -r 10.0.0.3 &&
			ipvs-tui -d -t 10.0.0.1:80 -r 10.0.0.3 &&
			ipvsadm -Sn
		`);
		expect({stderr, code}).toEqual({stderr: '', code: 0});
		expect(stdout).toBe(
			'-A -t 10.0.0.1:80 -s wrr -p 300\n-a -t 10.0.0.1:80 -r 10.0.0.2:8080 -m -w 6\n',
		);
	});

	test('says and returns the same when the kernel refuses', async () => {
		for (const options of ['-D -t 10.0.0.9:80', '-L -n -t 10.0.0.9:80', '-A -t 10.0.0.9:0']) {
			expect(await run(`ipvs-tui ${options}`)).toEqual(await run(`ipvsadm ${options}`));
		}
	});

	test('saves and restores', async () => {
		const {stdout, stderr, code} = await run(`
			ipvsadm -A -f 7 -6; ipvsadm -a -f 7 -6 -r 2001:db8::1 -i
			ipvs-tui save >/tmp/rules && ipvs-tui -C && ipvs-tui restore </tmp/rules && ipvsadm -Sn
		`);
		expect({stdout, stderr, code}).toEqual({
			stdout: '-A -f 7 -6 -s wlc\n-a -f 7 -6 -r [2001:db8::1]:0 -i -w 1 --tun-type ipip\n',
			stderr: '',
			code: 0,
		});
	});

	test('takes lines from a pipe as they come, and leaves at a mistake though it stays open', async () => {
		const {stdout, stderr, code} = await run(`
			wait_for() { until ipvsadm -Sn | grep -q -- "$1"; do :; done; }
			mkfifo /tmp/rules.pipe
			ipvs-tui -R </tmp/rules.pipe & restore=$!
			exec 3>/tmp/rules.pipe
			echo '-A -t 10.0.0.1:80' >&3
			wait_for 10.0.0.1:80
			printf -- '-A -t 10.0.0.2:' >&3
			echo '80' >&3
			wait_for 10.0.0.2:80
			echo '-A -t bad' >&3
			wait $restore
		`);
		expect({stdout, stderr, code}).toEqual({
			stdout: '',
			stderr: 'illegal virtual server address[:port] specified\n',
			code: 2,
		});
	});

	test('restores thousands of rules as ipvsadm does', async () => {
		const rules: string[] = [];
		for (let service = 0; service < 500; service += 1) {
			const address = `10.${service >> 8}.${service & 255}.1:80`;
			rules.push(`-A -t ${address} -s wrr`);
			for (let server = 1; server <= 10; server += 1) {
				rules.push(`-a -t ${address} -r 10.9.${service & 255}.${server}:80 -m -w ${server}`);
			}
		}
		await writeFile(join(guest.exchange.host, 'many-rules'), `${rules.join('\n')}\n`);
		const file = `${guest.exchange.guest}/many-rules`;
		const ours = await run(`ipvs-tui -R <${file}; ipvsadm -Sn; ipvsadm -C`);
		const theirs = await run(`ipvsadm -R <${file}; ipvsadm -Sn; ipvsadm -C`);
		expect(ours.stdout.split('\n').length).toBe(5501);
		expect(ours).toEqual(theirs);
	});

	test('repeats bytes that are no text as they came, from arguments and from lines', async () => {
		const [ours, theirs] = ['ipvs-tui', 'ipvsadm'].map(async program =>
			run(`
				${program} -L -n $'a\\xff\\xc3b' 2>&1 | od -An -c
				printf -- '-L -n \\xfe\\xc3' | ${program} -R 2>&1 | od -An -c
			`),
		);
		expect(await ours).toEqual(await theirs);
		expect((await theirs)?.stdout).toContain('377 303   b');
	});

	test('asks the environment whether the first word ends the options', async () => {
		for (const options of ['--set 1 2 3 -n', '--set 1 -- 2 3', '-L foo --bar', '-R']) {
			const [ours, theirs] = ['ipvs-tui', 'ipvsadm'].map(async program =>
				run(`echo '--set 1 2 3 --foo' | POSIXLY_CORRECT= ${program} ${options}`),
			);
			expect(await ours).toEqual(await theirs);
		}
	});

	test('a full disk is no error, and a reader that leaves is no noise', async () => {
		const {stdout, stderr, code} = await run(
			'ipvs-tui -Ln >/dev/full && ipvs-tui -h | head -1 && ipvs-tui -Ln </dev/null 2>&1 >/dev/null',
		);
		expect({stdout, stderr, code}).toEqual({
			stdout: 'ipvsadm v1.31 2019/12/24 (compiled with popt and IPVS v1.2.1)\n',
			stderr: '',
			code: 0,
		});
	});
});
