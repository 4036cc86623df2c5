import {beforeAll, describe, expect, test} from 'vitest';
import type {Guest} from './guest.ts';
import type {RunResult} from './job.ts';
import {startOnTerminal} from './on-terminal.ts';
import {mainFile} from './root-folder.ts';
import {describeLab, labGuest} from './shared.ts';
import {folders, prepareFolders, type Side} from './stand-in.ts';

/** Links to ours beside copies of Debian's programs, each started in the same way. */
describeLab('started as ipvsadm', () => {
	let guest: Guest;

	/** What a script does where PATH and the current folder lead to the programs of one side. */
	const runAs = async (side: Side, script: string): Promise<RunResult> => {
		const {stdout, stderr, code} = await guest.run(
			`ip netns exec persona bash -c 'PATH=${folders[side]}:$PATH; cd ${folders[side]}; ipvsadm -C; eval "$LAB_SCRIPT"'`,
			{env: {LAB_SCRIPT: script}},
		);
		return {stdout, stderr, code};
	};

	const expectSame = async (script: string): Promise<RunResult> => {
		const theirs = await runAs('theirs', script);
		expect(await runAs('ours', script), script).toEqual(theirs);
		return theirs;
	};

	/** The same outside of that namespace, where nothing has been prepared. */
	const expectSameStart = async (command: string): Promise<RunResult> => {
		const run = async (side: Side) =>
			guest.run(`PATH=${folders[side]}:$PATH; cd ${folders[side]}; ${command}`);
		const {stdout, stderr, code} = await run('theirs');
		expect(await run('ours'), command).toMatchObject({stdout, stderr, code});
		return {stdout, stderr, code};
	};

	beforeAll(async () => {
		guest = await labGuest();
		await prepareFolders(guest);
		await guest.run('ip netns add persona; ip -n persona link set lo up');
	});

	test('messages repeat the name as it was called', async () => {
		const {stderr} = await expectSame(`
			ipvsadm -q
			./ipvsadm -q
			ln -sfn $PWD /tmp/here; (cd /tmp; here/ipvsadm -q; ../tmp/here/ipvsadm -q)
			ln -sfn $PWD/ipvsadm /usr/local/sbin/ipvsadm; (PATH=/nowhere:/usr/local/sbin:$PATH; ipvsadm -q)
			rm /usr/local/sbin/ipvsadm; hash -r
			echo -x | ./ipvsadm -R
			echo -x | ipvsadm -R
		`);
		expect(stderr.match(/`\S+ -h'/g)).toEqual([
			"`ipvsadm -h'",
			"`./ipvsadm -h'",
			"`here/ipvsadm -h'",
			"`../tmp/here/ipvsadm -h'",
			"`ipvsadm -h'",
			"`./ipvsadm -h'",
			"`ipvsadm -h'",
		]);
	});

	test('an absolute path is repeated, also where PATH leads to it', async () => {
		for (const side of ['theirs', 'ours'] as const) {
			const {stderr} = await runAs(side, `${folders[side]}/ipvsadm -q`);
			expect(stderr).toBe(
				`Try \`${folders[side]}/ipvsadm -h' or '${folders[side]}/ipvsadm --help' for more information.\n`,
			);
		}
	});

	test('any argv[0] is repeated as the caller gave it', async () => {
		const {stderr} = await expectSame(`
			for name in NAME '' -sh 'two words' ipvsadm-save /nowhere/ipvsadm --launched; do (exec -a "$name" ipvsadm -q); done
			(exec -a $'\\xff' ipvsadm -q 2>&1) | od -An -c
		`);
		expect(stderr).toContain("Try `two words -h'");
	});

	test('it needs nothing of the environment', async () => {
		await expectSame(
			'env -i ./ipvsadm -q; env -i ./ipvsadm -Ln; env -i PATH=/nowhere ./ipvsadm -Ln',
		);
	});

	test('a caller that ignores SIGPIPE hears nothing of a reader that left', async () => {
		// The reader opens the pipe and closes it before anything is written.
		const leave = `mkfifo pipe; : <pipe & exec 3>pipe; wait $!; rm pipe`;
		for (const ignoring of ["trap '' PIPE; ", '']) {
			const {stdout} = await expectSame(`(${ignoring}${leave}; ipvsadm -Ln >&3; echo $?)`);
			expect(stdout).toBe(ignoring === '' ? '141\n' : '0\n');
		}
	});

	test('links to the script itself are ipvsadm as well', async () => {
		const {stderr, code} = await guest.run(
			`mkdir -p /tmp/script && ln -sf '${mainFile}' /tmp/script/ipvsadm && cd /tmp/script && ./ipvsadm -q`,
		);
		expect({stderr, code}).toEqual({
			stderr: "Try `./ipvsadm -h' or './ipvsadm --help' for more information.\n",
			code: 255,
		});
	});

	test('the words and options of ipvs-tui are none of its', async () => {
		await expectSame(
			'ipvsadm --netns persona -Ln; ipvsadm --demo -Ln; ipvsadm save; ipvsadm --version; ipvsadm -L --netns x',
		);
		await expectSame('ipvsadm -L --json');
		await expectSame('ipvsadm -v; ipvsadm; ipvsadm -h | head -1');
	});

	test('ipvsadm-save', async () => {
		const rules = `printf -- '-A -t 127.0.0.1:80 -s rr\\n-a -t 127.0.0.1:80 -r 127.0.0.1:8080 -m -x 5\\n' | ipvsadm -R`;
		const {stdout} = await expectSame(
			`${rules}; ipvsadm-save; ipvsadm-save -n; ./ipvsadm-save word -n; ipvsadm-save -n -n`,
		);
		expect(stdout).toContain('-A -t 127.0.0.1:80 -s rr\n');
		await expectSame('ipvsadm-save -x 2>&1 | head -1; ipvsadm-save -n --numeric >&2 2>/dev/null');
		await expectSame('ipvsadm-save -n -c 2>/dev/null');
	});

	test('ipvsadm-restore', async () => {
		const table = '; echo $?; ipvsadm -Sn';
		const inputs = [
			'',
			'-A -f 2',
			'# a comment\\n-A -f 2 -s rr\\n\\n#\\n-A -f 3  ',
			'-A -f 2\\n # indented\\n-A -f 3\\n',
			'nonsense\\n-A -f 3\\n',
			'-A -f 2\\n-A -f 2\\n',
			'-A -f 2\\r\\n-A -f 2\\n-A -f 3\\n\\n\\n',
			'ipvsadm -A -f 2\\n-Ln\\n',
		];
		const script = inputs
			.map(input => `ipvsadm -A -f 1; printf -- '${input}' | ipvsadm-restore --any${table}`)
			.join('\n');
		const {stdout} = await expectSame(script);
		expect(stdout).toContain('0\n-A -f 2 -s rr\n-A -f 3 -s wlc\n');
	});

	test('save and restore in a pipe give the same table', async () => {
		const {stdout} = await expectSame(`
			printf -- '-A -u 127.0.0.1:53 -s sh -b sh-port -p 60\\n-a -u 127.0.0.1:53 -r 127.0.0.2 -i -w 0\\n-A -f 7 -6\\n' | ipvsadm -R
			ipvsadm-save -n >/tmp/before; ipvsadm-save -n | ipvsadm-restore; echo $?
			ipvsadm -Sn | diff /tmp/before - && ipvsadm -Sn
		`);
		expect(stdout).toBe(
			'0\n-A -u 127.0.0.1:53 -s sh -p 60 -b sh-port\n-a -u 127.0.0.1:53 -r 127.0.0.2:53 -i -w 0 --tun-type ipip\n-A -f 7 -6 -s wlc\n',
		);
	});

	describe('initialisation', () => {
		const nobody = 'setpriv --reuid 65534 --regid 65534 --clear-groups';

		/** The module is used while any table holds a service. */
		const unload = `
			for space in $(ip netns list | cut -d' ' -f1); do ip netns exec $space ipvsadm -C; done; ipvsadm -C
			until rmmod $(lsmod | awk '/^(xt_ipvs|ip_vs_)/ {print $1}') ip_vs; do :; done
		`;

		test('without rights nothing works, not even help', async () => {
			for (const command of ['ipvsadm -h', 'ipvsadm -q', 'ipvsadm -A -f 7', 'ipvsadm-save']) {
				expect(await expectSameStart(`${nobody} ${command}`)).toEqual({
					stdout: '',
					stderr:
						"Can't initialize ipvs: Permission denied (you must be root)\nAre you sure that IP Virtual Server is built in the kernel or as module?\n",
					code: 2,
				});
			}
			// The script runs ipvsadm twice.
			await expectSameStart(`${nobody} ipvsadm-restore </dev/null`);
		});

		test('the module is loaded when it is missing', async () => {
			await guest.run(unload);
			for (const side of ['theirs', 'ours'] as const) {
				const {stdout} = await guest.run(
					`PATH=${folders[side]}:$PATH; lsmod | grep -c ^ip_vs; ipvsadm -Sn; lsmod | grep -c ^ip_vs; rmmod ip_vs`,
				);
				expect(stdout, side).toBe('0\n1\n');
			}
		});

		test('a module that cannot be loaded, and modprobe that is not there', async () => {
			await guest.run(`${unload}\n echo 'install ip_vs /bin/false' >/etc/modprobe.d/no-ipvs.conf`);
			try {
				for (const command of ['ipvsadm -h', 'ipvsadm -L -t bad', 'ipvsadm-restore </dev/null']) {
					const {stderr, code} = await expectSameStart(command);
					expect(stderr).toContain("Can't initialize ipvs: Protocol not available\n");
					expect(code).toBe(2);
				}
				await expectSameStart(`${nobody} ipvsadm -Ln`);
				await guest.run('mv /usr/sbin/modprobe /usr/sbin/modprobe.away');
				await expectSameStart('ipvsadm -v');
				await expectSameStart(`${nobody} ipvsadm -v`);
			} finally {
				await guest.run(
					'mv /usr/sbin/modprobe.away /usr/sbin/modprobe; rm /etc/modprobe.d/no-ipvs.conf; modprobe ip_vs',
				);
			}
		});
	});
});

describeLab('--netns', () => {
	let guest: Guest;
	const run = async (script: string) => {
		const {stdout, stderr, code} = await guest.run(script);
		return {stdout, stderr, code};
	};

	beforeAll(async () => {
		guest = await labGuest();
		await guest.run(`
			modprobe --all ipv6 ip_vs; ip netns add elsewhere; ip -n elsewhere link set lo up
			ip netns exec elsewhere sleep 1000 & echo $! >/tmp/elsewhere.pid
			until [[ $(readlink /proc/$!/ns/net) != $(readlink /proc/self/ns/net) ]]; do :; done
		`);
	});

	test('shows and changes the table of another namespace, by name, path and process', async () => {
		expect(
			await run(`
				ipvs-tui --netns elsewhere -A -f 1 -s rr && ipvs-tui --netns=/run/netns/elsewhere -A -f 2 -s rr &&
				ipvs-tui --netns $(cat /tmp/elsewhere.pid) -A -f 3 -s rr && ipvs-tui --netns elsewhere save &&
				ip netns exec elsewhere ipvsadm -Sn | grep -c rr; ipvsadm -Sn | grep -c 'f [123] -s rr'
				ipvs-tui --netns elsewhere -Ln >/tmp/ours; ip netns exec elsewhere ipvsadm -Ln | diff /tmp/ours -; kill $(cat /tmp/elsewhere.pid)
			`),
		).toEqual({
			stdout: '-A -f 1 -s rr\n-A -f 2 -s rr\n-A -f 3 -s rr\n3\n0\n',
			stderr: '',
			code: 0,
		});
	});

	test('the terminal UI shows that table and says whose it is', async () => {
		await guest.run('ip netns exec elsewhere ipvsadm -A -f 4711');
		const terminal = await startOnTerminal(guest, 'ipvs-tui --netns elsewhere', {
			columns: 100,
			rows: 24,
		});
		await terminal.see(/FWM +4711/);
		expect(terminal.text()).toMatch(/IPVS \d\.\d\.\d in netns elsewhere/);
		await terminal.leave();
	});

	test('where there is no namespace it says so in one sentence', async () => {
		expect(await run('ipvs-tui --netns nowhere -Ln')).toEqual({
			stdout: '',
			stderr: 'ipvs-tui: there is no network namespace at /var/run/netns/nowhere\n',
			code: 2,
		});
		expect(await run('ipvs-tui --netns 999999 save')).toEqual({
			stdout: '',
			stderr: 'ipvs-tui: there is no network namespace at /proc/999999/ns/net\n',
			code: 2,
		});
		expect(
			await run('touch /run/netns/stale; ipvs-tui --netns stale -C; rm /run/netns/stale'),
		).toMatchObject({
			stderr: 'ipvs-tui: /var/run/netns/stale is no network namespace\n',
		});
	});
});
