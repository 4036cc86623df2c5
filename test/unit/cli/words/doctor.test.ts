import {mkdtempSync, writeFileSync} from 'node:fs';
import {tmpdir} from 'node:os';
import {join} from 'node:path';
import {expect, test} from 'vitest';
import type {Reach} from '../../../../source/host/reach.ts';
import {openDemo} from '../../../../source/cli/demo.ts';
import {seen} from '../../../../source/doctor/evidence.ts';
import {chunks, run, startDirector} from '../ipvsadm/running.ts';
import {runWord} from './running.ts';

/** A host with ip_vs on which every address is local and every server answers. */
const host = (instead: Partial<Reach> = {}): Reach => ({
	readFile: async path => seen(files[path]),
	list: async () => seen([]),
	readLink: async () => undefined,
	run: async (program, words, input = '') =>
		program === 'ip'
			? {
					kind: 'ran',
					code: 0,
					stderr: '',
					stdout: words.includes('-batch') ? routesTo(input) : '[]',
				}
			: {kind: 'absent'},
	connect: async () => 'answers',
	...instead,
});

const files: Readonly<Record<string, string>> = {
	'/proc/1/comm': 'init\n',
	'/proc/modules': 'ip_vs 1 0 - Live 0x0\nip_vs_wlc 1 0 - Live 0x0\n',
	'/proc/sys/kernel/osrelease': '6.1.0\n',
	'/proc/self/status': 'CapEff:\t000001ffffffffff\n',
	'/proc/net/netstat': 'TcpExt: IPReversePathFilter\nTcpExt: 0\n',
	'/proc/sys/net/ipv4/ip_forward': '1\n',
	'/proc/sys/net/ipv4/vs/expire_nodest_conn': '1\n',
	'/proc/sys/net/ipv4/vs/conn_reuse_mode': '1\n',
	'/proc/sys/net/ipv4/vs/run_estimation': '1\n',
	'/proc/sys/net/ipv4/vs/snat_reroute': '1\n',
	'/proc/sys/net/ipv4/vs/conntrack': '0\n',
};

/** 192.0.2.0/24 is local, the rest is on a link. */
const routesTo = (lines: string): string =>
	lines
		.trim()
		.split('\n')
		.map(line => line.replace('route get ', ''))
		.map(dst =>
			JSON.stringify([
				dst.startsWith('192.0.2.') ? {type: 'local', dst} : {dst, dev: 'eth1', prefsrc: '10.0.0.1'},
			]),
		)
		.join('\n');

const inOrder = `-A -t 192.0.2.10:80 -s wlc
-a -t 192.0.2.10:80 -r 10.0.0.11:8080 -m -w 1
`;

const director = async (rules: string) => {
	const started = startDirector();
	await run('-R', {...started, input: chunks(rules)});
	return started;
};

const doctor = async (rules: string, line = 'doctor', reach: Reach = host()) =>
	runWord(line, {...(await director(rules)), reach});

test('a director in order: a table that ends with the counts, and exit code 0', async () => {
	const {stdout, stderr, exit} = await doctor(inOrder);
	expect({stderr, exit}).toEqual({stderr: '', exit: 0});
	const lines = stdout.trimEnd().split('\n');
	expect(lines[0]).toMatch(/^RESULT +CHECK +ABOUT +EVIDENCE$/);
	expect(lines.at(-1)).toMatch(/^0 failures, 0 warnings, 1 not seen, \d+ ok$/);
	expect(stdout).toMatch(/^ok +VIP is local +192\.0\.2\.10 +local to this host$/m);
});

test('failures come first, with the reason and the commands, and make exit code 3', async () => {
	const {stdout, exit} = await doctor(inOrder, 'doctor', host({connect: async () => 'refused'}));
	expect(exit).toBe(3);
	expect(stdout.split('\n').slice(1, 5)).toEqual([
		expect.stringMatching(
			/^FAIL +servers answer +10\.0\.0\.11:8080 +refuses TCP connections from here, for tcp 192\.0\.2\.10:80$/,
		),
		expect.stringMatching(/^ {9}why: IPVS does not look whether a real server lives/),
		'         do:  curl -v --max-time 3 telnet://10.0.0.11:8080',
		'              # on the server: ss -ltn',
	]);
});

test('warnings alone make exit code 1', async () => {
	const {exit, stdout} = await doctor(
		inOrder.replace('wlc', 'wlc -p 300'),
		'doctor',
		host({
			readFile: async path =>
				seen({...files, '/proc/sys/net/ipv4/vs/expire_quiescent_template': '0\n'}[path]),
		}),
	);
	expect(exit).toBe(1);
	expect(stdout).toMatch(/^WARN +persistent drain/m);
});

test('--no-probe opens no connection', async () => {
	let tried = 0;
	const {stdout, exit} = await doctor(
		inOrder,
		'doctor --no-probe',
		host({
			connect: async () => {
				tried += 1;
				return 'silent';
			},
		}),
	);
	expect({tried, exit}).toEqual({tried: 0, exit: 0});
	expect(stdout).toMatch(/^unknown +servers answer +TCP +not tried: --no-probe$/m);
});

test('--json: one object, as it is documented', async () => {
	const direct = inOrder.replace(':8080 -m', ':80 -g');
	const {stdout, exit} = await doctor(
		direct,
		'doctor --json',
		host({connect: async () => 'silent'}),
	);
	expect(exit).toBe(3);
	const report = JSON.parse(stdout);
	expect(Object.keys(report)).toEqual(['source', 'severity', 'counts', 'findings', 'realServers']);
	expect(report).toMatchObject({source: 'kernel', severity: 'fail'});
	expect(Object.keys(report.counts)).toEqual(['fail', 'warn', 'unknown', 'ok']);
	const order = ['fail', 'warn', 'unknown', 'ok'];
	const severities = report.findings.map((finding: {severity: string}) =>
		order.indexOf(finding.severity),
	);
	expect(severities).toEqual(severities.toSorted());
	expect(report.counts).toEqual(
		Object.fromEntries(
			order.map((word, at) => [word, severities.filter((one: number) => one === at).length]),
		),
	);
	for (const finding of report.findings) {
		expect(finding).toEqual({
			check: expect.stringMatching(/^[a-z-]+$/),
			title: expect.any(String),
			severity: expect.any(String),
			subject: expect.any(String),
			evidence: expect.stringMatching(/./),
			why: expect.stringMatching(/./),
			fix: expect.any(Array),
		});
	}
	expect(report.findings[0]).toMatchObject({check: 'server-answers', subject: '10.0.0.11:80'});
	expect(report.realServers).toEqual([
		{
			method: 'directRouting',
			servers: ['10.0.0.11'],
			commands: [
				'sysctl -w net.ipv4.conf.all.arp_ignore=1 net.ipv4.conf.all.arp_announce=2',
				'ip address add 192.0.2.10/32 dev lo',
			],
		},
	]);
});

test('without ip_vs nothing is asked that might load it', async () => {
	let opened = 0;
	const {stdout, exit} = await runWord('doctor', {
		open: () => {
			opened += 1;
			return startDirector().open();
		},
		reach: host({readFile: async path => seen(path === '/proc/modules' ? '' : files[path])}),
	});
	expect({opened, exit}).toEqual({opened: 0, exit: 3});
	expect(stdout.split('\n')[1]).toMatch(/^FAIL +IPVS module +ip_vs +not loaded$/);
});

const refused = async () => ({ok: false, failure: {kind: 'no-permission', doing: 'read'}}) as const;

test('without CAP_NET_ADMIN the table that everybody may read is looked at, and that is said', async () => {
	const blind = startDirector({info: refused, table: refused, daemons: refused});
	const {open} = await director(inOrder);
	const client = open();
	const {stdout, exit} = await runWord('doctor', {
		open: () => ({...blind.open(), publicTable: client.publicTable}),
		reach: host({
			readFile: async path => seen(path === '/proc/self/status' ? 'CapEff:\t0\n' : files[path]),
		}),
	});
	expect(exit).toBe(0);
	expect(stdout).toMatch(/^ok +VIP is local +192\.0\.2\.10/m);
	expect(stdout).toMatch(/^unknown +permission +CAP_NET_ADMIN +not given/m);
	expect(stdout).toMatch(
		/^unknown +connection sync +sync daemons +not seen: CAP_NET_ADMIN is needed/m,
	);
});

test('--for FILE: the table is what the file makes, and lines that mislead are said', async () => {
	const rules = `# web
-A -t 192.0.2.10:80 -s twos
-a -t 192.0.2.10:80 -r 10.0.0.11:8080 -g -w 1
-a -t 192.0.2.10:80 -r 10.0.0.12:80 -m
-e -t 192.0.2.10:80 -r 10.0.0.12:80 -w 0
`;
	const {stdout, exit} = await runWord('doctor --json --for -', {
		open: () => {
			throw new Error('the kernel is not asked');
		},
		reach: host(),
		input: chunks(rules),
	});
	expect(exit).toBe(3);
	const {source, findings} = JSON.parse(stdout);
	expect(source).toBe('file');
	const ofFile = findings.filter(({check}: {check: string}) => check === 'file');
	expect(ofFile).toMatchObject([
		{
			severity: 'fail',
			subject: 'line 3',
			fix: [expect.any(String), '-a -t 192.0.2.10:80 -r 10.0.0.11:8080 -m -w 1'],
		},
		{severity: 'warn', subject: 'line 5', fix: ['-e -t 192.0.2.10:80 -r 10.0.0.12:80 -m -w 0']},
	]);
});

test('a large file is read as it is', async () => {
	const servers = Array.from({length: 12_000}, (_, at) => `10.${at >> 8}.${at & 255}.1`);
	const rules = servers.map(ip => `-a -t 192.0.2.10:80 -r ${ip}:80 -m -w 1\n`).join('');
	const path = join(mkdtempSync(join(tmpdir(), 'doctor-')), 'rules');
	writeFileSync(path, `-A -t 192.0.2.10:80 -s wlc\n${rules}`);
	const {stdout, stderr} = await runWord(`doctor --no-probe --for ${path}`, {
		...startDirector(),
		reach: host(),
	});
	expect(stderr).toBe('');
	expect(stdout).toMatch(/^ok +servers answer +12000 real servers/m);
});

test.each([
	[
		'a file that is not there',
		'--for /nowhere/rules',
		'',
		'cannot read /nowhere/rules: there is no such file\n',
	],
	[
		'a file with a mistake',
		'--for -',
		'-A -t 192.0.2.10:80\nrubbish\n',
		'line 2: does not begin with a command such as -A or -a: rubbish\n',
	],
	[
		'a file that contradicts itself',
		'--for -',
		'-a -t 192.0.2.10:80 -r 10.0.0.1 -m\n',
		'line 1: Service not defined: -a -t 192.0.2.10:80 -r 10.0.0.1:80 -m -w 1\n',
	],
	[
		'an option that it has not',
		'--probe',
		'',
		'ipvs-tui: doctor has no option --probe; perhaps --no-probe?\n',
	],
])('%s: one sentence and exit code 2', async (_, options, input, sentence) => {
	const {stdout, stderr, exit} = await runWord(`doctor ${options}`, {
		...startDirector(),
		reach: host(),
		input: chunks(input),
	});
	expect({stdout, exit}).toEqual({stdout: '', exit: 2});
	expect(stderr.split(';')[0]).toBe(sentence.split(';')[0]);
});

test.each([
	{kind: 'demo', scenario: 'web'},
	{kind: 'connect', path: '/run/demo'},
] as const)('a demo has no host; its table is looked at all the same: %o', async wanted => {
	const {stdout, stderr} = await runWord('doctor', {
		wanted,
		open: () => {
			const client = openDemo({scenario: 'web'});
			if (typeof client === 'string') {
				throw new Error(client);
			}
			return client;
		},
		reach: host({
			run: async () => {
				throw new Error('this host is not looked at');
			},
		}),
	});
	expect(stderr).toBe('');
	expect(stdout).toMatch(/not seen: the director of the demo has no host$/m);
	expect(stdout).toMatch(/^ok +all ports/m);
});
