import {join} from 'node:path';
import {expect, test} from 'vitest';
import {chunks, run, startDirector} from '../cli/ipvsadm/running.ts';
import {runWord} from '../cli/words/running.ts';

const fixture = (name: string): string => join(import.meta.dirname, 'fixture', name);

const imported = async (line: string) => runWord(`import ${line}`.trim(), startDirector());

test('ldirectord.cf: the services as rules, and by line what is missing or about something else', async () => {
	expect(await imported(fixture('ldirectord.cf'))).toEqual({
		stdout: `-A -t 192.0.2.10:80 -s wlc -p 600 -M 255.255.255.0
-a -t 192.0.2.10:80 -r 10.0.0.11:8080 -m -w 5
-a -t 192.0.2.10:80 -r 10.0.0.12:8080 -m -w 1
-a -t 192.0.2.10:80 -r 10.0.0.13:8080 -m -w 1
-a -t 192.0.2.10:80 -r 10.0.0.14:8080 -m -w 1
-A -u 192.0.2.11:53 -s wrr -o
-a -u 192.0.2.11:53 -r 10.0.0.21:53 -g -w 2 -x 100 -y 10
-A -f 7 -s wrr
-a -f 7 -r 10.0.0.31:0 -i -w 1
-A -t [2001:db8::10]:443 -s wrr
-a -t [2001:db8::10]:443 -r [2001:db8:1::11]:443 -m -w 3
`,
		stderr: `line 2: left out: checktimeout is about how ldirectord itself works
line 3: left out: checkinterval is about how ldirectord itself works
line 4: left out: autoreload is about how ldirectord itself works
line 5: left out: logfile is about how ldirectord itself works
line 6: left out: quiescent is about how ldirectord itself works
line 10: left out: "/health", "OK" is about health checks
line 12: left out: fallback is a server for when all others fail: a matter of health checks
line 13: left out: service is about health checks or messages
line 18: left out: checktype is about health checks or messages
line 22: not translated: no real server can be read from ns2.example.net:53: it takes addresses and ports in numbers
line 29: not translated: persistent takes seconds, but has never
line 34: not translated: virtual is ADDRESS:PORT in numbers, or a firewall mark, but this is web.example.net:http
`,
		exit: 1,
	});
});

test('keepalived.conf: the same', async () => {
	expect(await imported(fixture('keepalived.conf'))).toEqual({
		stdout: `-A -t 192.0.2.10:443 -s sh -p 50 -M 255.255.255.0 -b sh-fallback,sh-port
-a -t 192.0.2.10:443 -r 10.0.0.11:8443 -m -w 3 -x 100 -y 80
-a -t 192.0.2.10:443 -r 10.0.0.12:8443 -m -w 1
-A -u 192.0.2.20:53 -s rr -p 360 -o
-a -u 192.0.2.20:53 -r 10.0.0.21:53 -g -w 0
-A -u 192.0.2.21:53 -s rr -p 360 -o
-a -u 192.0.2.21:53 -r 10.0.0.21:53 -g -w 0
-A -f 9 -s rr -p 360 -o
-a -f 9 -r 10.0.0.21:53 -g -w 0
`,
		stderr: expect.stringMatching(/^line 2: left out: global_defs is not about the table$/m),
		exit: 1,
	});
	const {stderr} = await imported(fixture('keepalived.conf'));
	expect(stderr.split('\n').filter(line => line.includes('not translated'))).toEqual([
		'line 53: not translated: real_server takes an address and a port in numbers, but has 10.0.0.22 domain',
		'line 56: not translated: protocol ICMP is none of TCP, UDP and SCTP',
		'line 57: not translated: only NAT, DR and TUN (ipip) are translated: lvs_method TUN type gue port 6080',
		'line 60: not translated: there is no virtual_server_group nobody',
		'line 61: not translated: include is not followed: /etc/keepalived/conf.d/*.conf',
	]);
});

test.each(['ldirectord.cf', 'keepalived.conf'])(
	'the rules of %s are what ipvsadm takes',
	async name => {
		const director = startDirector();
		const {stdout} = await imported(fixture(name));
		expect(await run('-R', {...director, input: chunks(stdout)})).toEqual({
			stdout: '',
			stderr: '',
			exit: 0,
		});
	},
);

test('a brace without a partner has its line', async () => {
	const text = 'virtual_server 192.0.2.10 80 {\n  real_server 10.0.0.11 80 {\n  weight 1\n}\n';
	const {stderr, exit} = await runWord('import -', {...startDirector(), input: chunks(text)});
	expect({stderr, exit}).toEqual({
		stderr: 'line 1: not translated: a brace has no partner\n',
		exit: 1,
	});
});

test('pools in short', async () => {
	expect(
		await imported(
			'--pools 192.0.2.10:80;[2001:db8::10]:81 10.0.0.11:8080,10.0.0.12;[2001:db8:1::11]',
		),
	).toEqual({
		stdout: `-A -t 192.0.2.10:80 -s wlc
-a -t 192.0.2.10:80 -r 10.0.0.11:8080 -m -w 1
-a -t 192.0.2.10:80 -r 10.0.0.12:80 -m -w 1
-A -t [2001:db8::10]:81 -s wlc
-a -t [2001:db8::10]:81 -r [2001:db8:1::11]:81 -m -w 1
`,
		stderr: '',
		exit: 0,
	});
});

test.each([
	['', 'import needs a file: ldirectord.cf or keepalived.conf (- is standard input)'],
	['/nowhere', 'cannot read /nowhere: there is no such file'],
	[
		'--pools 192.0.2.10:80',
		'import --pools needs two arguments: "VIP:80;VIP:81" "RIP:80,RIP:80;RIP:81"',
	],
	[
		'--pools 192.0.2.10:80;192.0.2.11:80 10.0.0.11',
		'--pools has 2 virtual addresses and 1 groups of real servers: each needs one',
	],
	[
		'--pools 192.0.2.10 10.0.0.11',
		'--pools: a virtual address is ADDRESS:PORT, but this is 192.0.2.10',
	],
	[
		'--pools 192.0.2.10:80 web1',
		'--pools: a real server is ADDRESS or ADDRESS:PORT, but this is web1',
	],
])('import %s is refused', async (line, says) => {
	expect(await imported(line)).toEqual({stdout: '', stderr: `ipvs-tui: ${says}\n`, exit: 2});
});
