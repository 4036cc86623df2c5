import {describe, expect, test} from 'vitest';
import {usualPolicy} from '../../../source/care/configuration.ts';
import {policyLines, readPolicyLine} from '../../../source/care/language/policy-lines.ts';
import {parseCare} from '../../../source/care/parse-care.ts';
import {addressText} from '../../../source/model/address.ts';

const configurationOf = (text: string) => {
	const reading = parseCare(text);
	if (reading.kind === 'problems') {
		throw new Error(JSON.stringify(reading.problems));
	}
	return reading.configuration;
};
const problemsOf = (text: string) => {
	const reading = parseCare(text);
	return reading.kind === 'problems'
		? reading.problems.map(({line, says}) => `${line}: ${says}`)
		: [];
};

describe('a file of care', () => {
	test('says services, servers, checks and settings; what comes before the first service is for all', () => {
		const configuration = configurationOf(`# of the shop
interval 5s   # seldom
slow-start 30s
service -t 192.0.2.1:80 -s wlc -p 300
	server 10.0.0.{1..3}:8080 -m -w 7
	sorry 10.0.0.99:80 -m
	check http path /healthz host www.example.org status 200-299,401 body "all is ""well""" header "X-A: b c"
	check tcp port 9000
	interval 3s
	quorum 2
service -u 192.0.2.1:53 -s rr
	server 10.0.0.1:53 -g
	check exec port 54 /bin/is-well port $PORT
`);
		expect([...configuration.keys()]).toEqual(['tcp 192.0.2.1:80', 'udp 192.0.2.1:53']);
		const [web, names] = [...configuration.values()];
		expect(web?.policy).toMatchObject({interval: 3000, slowStart: 30_000, quorum: 2, fall: 3});
		expect(web?.service).toMatchObject({scheduler: 'wlc', timeout: 300});
		expect(
			[...(web?.servers.values() ?? [])].map(one => [addressText(one.address), one.weight]),
		).toEqual([
			['10.0.0.1', 7],
			['10.0.0.2', 7],
			['10.0.0.3', 7],
		]);
		expect(web?.sorry).toMatchObject({port: 80, weight: 1});
		expect(web?.checks).toMatchObject([
			{
				kind: 'http',
				path: '/healthz',
				host: 'www.example.org',
				status: [
					{first: 200, last: 299},
					{first: 401, last: 401},
				],
				body: 'all is "well"',
				headers: [['X-A', 'b c']],
			},
			{kind: 'tcp', port: 9000},
		]);
		expect(names?.policy.interval).toBe(5000);
		expect(names?.checks).toMatchObject([
			{kind: 'exec', port: 54, argv: ['/bin/is-well', 'port', '$PORT']},
		]);
	});

	test('checks a TCP service by connecting when it names no check', () => {
		const [only] = [...configurationOf('service -t 192.0.2.1:80\nserver 10.0.0.1 -m').values()];
		expect(only?.checks).toEqual([{kind: 'tcp', address: undefined, port: undefined}]);
	});

	test('tells all that is wrong with it, by line', () => {
		expect(
			problemsOf(`interval soon
timeout 3s
server 10.0.0.1:80 -m
serve
service -t 192.0.2.1:80 -s wlc
	server 10.0.0.1:80 -m -w x
	server 10.0.0.2:80 -m
	server 10.0.0.2:80 -m
	check http path healthz
	check udp
	check smtp
	check tcp path /
	check http body "(
	fall 0
service -t 192.0.2.1:80
	server 10.0.0.1:80 -m
service -t 192.0.2.1:80
	server 10.0.0.1:80 -m
	interval 5s
service -u 192.0.2.3:53
	server 10.0.0.1:53 -m
	interval 5s
service -f 7
	check ping
service nowhere
	server 10.0.0.1:53 -m
`),
		).toMatchInlineSnapshot(`
			[
			  "1: "interval" takes the time from one check to the next, 100ms at least, as in "interval 2s", not "soon"",
			  "3: a server belongs under a "service"",
			  "4: "serve" begins no line; these do: service, server, sorry, check, interval, timeout, jitter, rise, fall, on-failure, drain-timeout, slow-start, quorum, start, last, foreign, bind",
			  "5: a check may take 3000 ms, but the next one begins after 2000 ms: make "timeout" shorter than "interval"",
			  "6: illegal weight specified: "-a -t 192.0.2.1:80 -r 10.0.0.1:80 -m -w x"",
			  "8: this service has two servers 10.0.0.2:80",
			  "9: "path" takes a path that begins with /, as in "path /healthz", not "healthz"",
			  "10: a check by udp needs something to send, as in "check udp send ping expect pong"",
			  "11: a check is one of tcp, http, https, dns, udp, ping, exec, not "smtp"",
			  "12: a check by tcp has no "path"; it has port, address",
			  "13: a double quote has no other one: ""("",
			  "14: "fall" takes how many failures in a row make a server fail, as in "fall 3", not "0"",
			  "15: a check may take 3000 ms, but the next one begins after 2000 ms: make "timeout" shorter than "interval"",
			  "20: only for a TCP service is there a usual check; give one, such as "check udp send ping expect pong"",
			  "23: this service has no server, such as "server 10.0.0.1:80 -m"",
			  "25: unexpected argument nowhere: "-A nowhere"",
			]
		`);
	});

	test('without a setting, what its manual shows as an example holds', () => {
		const off = new Set(['drain-timeout', 'slow-start', 'bind']);
		for (const [name, {example}] of Object.entries(policyLines)) {
			const said = readPolicyLine(name as keyof typeof policyLines, example.split(' ').slice(1));
			expect(typeof said, example).toBe('object');
			expect({...usualPolicy, ...(said as object)}, example).toEqual(
				off.has(name) ? expect.not.objectContaining(usualPolicy) : usualPolicy,
			);
		}
	});

	test('is no file of care without a service', () => {
		expect(problemsOf('')).toEqual([
			'1: there is no service in it, such as "service -t 192.0.2.1:80"',
		]);
	});
});
