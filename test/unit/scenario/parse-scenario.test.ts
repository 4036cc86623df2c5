import {describe, expect, test} from 'vitest';
import {parseScenario} from '../../../source/scenario/parse-scenario.ts';
import {scenarioOf} from './running.ts';

const service = '-A -t 192.0.2.1:80 -s rr\n-a -t 192.0.2.1:80 -r 10.0.0.1:80 -m -w 1\n';
const wide = '-A -t [2001:db8::1]:80 -s rr\n';
const clients = 'clients -t 192.0.2.1:80\n\trate 1/s\n\tfrom 198.51.100.1 5\n';

/** `line: sentence` of everything that is wrong. */
const problemsOf = (text: string): readonly string[] => {
	const reading = parseScenario(text);
	return reading.kind === 'problems'
		? reading.problems.map(({line, says}) => `${line}: ${says}`)
		: [];
};

describe('each mistake is told with its line', () => {
	test.each([
		// Lines as such.
		[
			'dance',
			'1: "dance" begins no line; these do: about, running, clients, at, every, and commands of ipvsadm such as -A',
		],
		['toString', /^1: "toString" begins no line/],
		['\trate 1/s', '1: an indented line belongs under "clients"'],
		[`${service}\trate 1/s`, '3: an indented line belongs under "clients"'],
		['about', '1: "about" is followed by a text'],
		['about a\nabout b', '2: there are two lines "about"'],
		['running fast', '1: "running" is followed by a time such as 10m, not "fast"'],
		['running 1m\nrunning 2m', '2: there are two lines "running"'],
		[
			'ru\u001b[2Jn',
			'1: "ru\ufffd[2Jn" begins no line; these do: about, running, clients, at, every, and commands of ipvsadm such as -A',
		],
		// Commands.
		['-A -t web:80', '1: names are not looked up here, write numbers: "-A -t web:80"'],
		['-A -t 192.0.2.1:0', /^1: .*persist.*: "-A -t 192\.0\.2\.1:0"$/],
		['-Q', '1: ipvsadm has no such command: "-Q"'],
		['-L -n', '1: this command changes nothing: "-L -n"'],
		// Braces.
		[
			'-A -t 192.0.2.{1..3:80',
			'1: a brace has no other one: ranges are written {1..4}, lists {a,b,c}',
		],
		[
			'-A -t 192.0.2.1}:80',
			'1: a brace has no other one: ranges are written {1..4}, lists {a,b,c}',
		],
		['-A -t 192.0.2.{3..1}:80', '1: the range {3..1} is empty: the smaller number comes first'],
		[
			'-A -t 192.0.2.{1-3}:80',
			'1: {1-3} is neither a range such as {1..4} nor a list such as {a,b,c}',
		],
		['-A -t 192.0.2.{1,,3}:80', '1: the list {1,,3} has an empty place'],
		[
			'-A -t 192.0.2.1:{p}',
			'1: {p} repeats a name that no {p=1..4} before it on this line has given',
		],
		['-A -f {1..2000}{1..2000}', '1: these braces stand for more than 1000000 lines'],
		['-A -f {1..20000000}', '1: these braces stand for more than 1000000 lines'],
		// Clients.
		[
			'clients web\n\trate 1/s\n\tfrom 198.51.100.1 5',
			'1: "clients" is followed by a service as ipvsadm names it, such as -t 192.0.2.10:80, not "web"',
		],
		[`${clients}`, '1: no rule adds the service tcp 192.0.2.1:80'],
		[
			`${service}clients -t 192.0.2.1:80\n\trate 1/s`,
			'3: these clients need an indented line "from"',
		],
		[
			`${service}clients -t 192.0.2.1:80\n\tfrom 198.51.100.1 5`,
			'3: these clients need an indented line "rate"',
		],
		[
			`${wide}clients -t [2001:db8::1]:80\n\trate 1/s\n\tfrom 198.51.100.1 5`,
			'2: these clients have addresses of another family than the service',
		],
		[
			'-A -f 7 -s rr\nclients -f 7\n\trate 1/s\n\tfrom 198.51.100.1 5',
			'2: the service does not say where clients go to: an indented line such as "at 203.0.113.7:443" must',
		],
		[
			`${service}${clients}\tat 192.0.2.9:80`,
			'3: the service says where clients go to: the line "at" is for marks and for port 0',
		],
		[
			`${service}${clients}\tcolour red`,
			'6: clients have no "colour"; they have rate, wave, between, from, skew, at, stay, send, receive, end, half-open, synced',
		],
		[
			`${service}${clients}\tsynced`,
			'3: nobody hears of these clients: only a backup does, --start-daemon backup --mcast-interface eth0',
		],
		[`${service}${clients}\trate 2/s`, '6: these clients have two lines "rate"'],
		// Happenings.
		['at noon -C', '1: "at" is followed by a time such as 90s or 1h30m, not "noon"'],
		['every', '1: "every" is followed by a time such as 90s or 1h30m, not nothing'],
		['every 500ms -C', '1: nothing can happen more often than every 1s'],
		['every 1m from now -C', '1: "from" is followed by a time such as 90s or 1h30m, not "now"'],
		['every 1m until then -C', '1: "until" is followed by a time such as 90s or 1h30m, not "then"'],
		[
			'at 1m reboot',
			'1: what happens is an ipvsadm line such as -e ..., "server 10.0.0.1:80 down for 30s", or "sysctl NAME VALUE", not "reboot"',
		],
		[
			'at 1m sysctl expire_nodest 1',
			'1: "sysctl" is followed by a setting below net.ipv4.vs and its value, such as expire_nodest_conn 1, not "expire_nodest 1"',
		],
		[
			'at 1m sysctl expire_nodest_conn',
			'1: "sysctl" is followed by a setting below net.ipv4.vs and its value, such as expire_nodest_conn 1, not "expire_nodest_conn"',
		],
		['at 1m -e -t 192.0.2.1:80', /^1: .*: "-e -t 192\.0\.2\.1:80"$/],
		[
			'at 1m server web down',
			'1: a server is an address in numbers, with or without a port, not "web"',
		],
		[
			'at 1m server 10.0.0.1:99999 down',
			'1: a server is an address in numbers, with or without a port, not "10.0.0.1:99999"',
		],
		[
			`${service}at 1m server 10.0.0.1 tired`,
			'3: a server can be down, refusing, slow 5x or ok, not "tired"',
		],
		[
			`${service}at 1m server 10.0.0.1 slow 1x`,
			'3: a server can be down, refusing, slow 5x or ok, not "slow 1x"',
		],
		[
			`${service}at 1m server 10.0.0.1 down for ever`,
			'3: "for" is followed by a time such as 30s, not "ever"',
		],
		[
			`${service}every 1m server 10.0.0.1 down for 2m`,
			'3: this lasts until it begins anew: the time behind "for" must be shorter than that behind "every"',
		],
		[
			`${service}at 1m server 10.0.0.1 ok for 1m`,
			'3: "ok" takes no "for": a server stays well until something happens to it',
		],
		[`${service}at 1m server 10.0.0.1 down now`, '3: "now" is too much here'],
		[`${service}at 1m server 10.0.0.9 down`, '3: no rule has a server of this address and port'],
		[`${service}at 1m server 10.0.0.1:81 down`, '3: no rule has a server of this address and port'],
	])('%j', (text, sentence) => {
		const problems = problemsOf(text);
		expect(problems).toHaveLength(1);
		expect(problems[0]).toMatch(sentence);
		if (typeof sentence === 'string') {
			expect(problems[0]).toBe(sentence);
		}
	});

	test.each([
		['rate 14', 'rate 14/s'],
		['rate 14/s 3', 'rate 14/s'],
		['rate -1/s', 'rate 14/s'],
		['wave 140% over 1h', 'wave 40% over 24h from 6h'],
		['wave 40% over 0', 'wave 40% over 24h from 6h'],
		['wave 40%', 'wave 40% over 24h from 6h'],
		['between 6m and 5m', 'between 5m and 6m'],
		['between 5m', 'between 5m and 6m'],
		['from 198.51.100.1', 'from 198.51.100.1 200'],
		['from 198.51.100.1:80 20', 'from 198.51.100.1 200'],
		['from 198.51.100.1 0', 'from 198.51.100.1 200'],
		['skew 0.5', 'skew 3'],
		['at 203.0.113.7', 'at 203.0.113.7:443'],
		['stay long', 'stay 4s'],
		['stay 6s to 2s', 'stay 4s'],
		['stay gauss 4s spread 2s', 'stay 4s'],
		['stay exactly', 'stay 4s'],
		['stay lognormal 4s spread 2s more', 'stay 4s'],
		['send 4x', 'send 700'],
		['receive 4 to', 'receive lognormal 40k spread 90k'],
		['end client', 'end client 8 server 1 reset 1 silent 1'],
		['end client 0', 'end client 8 server 1 reset 1 silent 1'],
		['end nobody 3', 'end client 8 server 1 reset 1 silent 1'],
		['half-open 2', 'half-open 2%'],
		['synced 3', 'synced'],
	])('clients with "%s" are shown how it is written', (line, example) => {
		const [problem, ...more] = problemsOf(`${service}clients -t 192.0.2.1:80\n\t${line}\n`).filter(
			found => found.startsWith('4:'),
		);
		expect(more).toEqual([]);
		const [name = '', ...rest] = line.split(' ');
		expect(problem).toContain(`"${name}" takes `);
		expect(problem).toContain(`as in "${example}", not "${rest.join(' ')}"`);
	});
});

test('all mistakes of a file at once, in the order of its lines', () => {
	const text = `running soon
-A -t 192.0.2.1
clients -t 192.0.2.{1..2}:80
	rate often
	from 198.51.100.1 5
at 1m server 10.0.0.1 down

nonsense
`;
	expect(problemsOf(text).map(problem => Number.parseInt(problem))).toEqual([1, 2, 3, 4, 6, 8]);
});

test('what is written is what is meant', () => {
	const scenario = scenarioOf(`# A comment.
about word#like this # but this is a comment
running 1h30m

${service}
ipvsadm -A -f 9 -s wrr   # as it is typed

clients -t 192.0.2.1:80
# comments may stand anywhere
	rate 30/m
	wave 50% over 1d from 6h
	between 1m and 2m

	from 198.51.100.1 200
	skew 2.5
	stay 2s to 6s
	send exactly 1.5k
	receive pareto 1MB spread 2GB
	end client 8 reset 2
	half-open 5%
	synced
clients -f 9
	at 203.0.113.7:443
	rate 2/h
	from 198.51.100.1 1
every 5m from 1m until 1h server 10.0.0.1 slow 2.5x for 200ms
--start-daemon backup --mcast-interface eth0
`);
	expect(scenario.about).toBe('word#like this');
	expect(scenario.running).toBe(5400);
	expect(scenario.rules.map(({line}) => line)).toEqual([5, 6, 8, 29]);
	const [first, second] = scenario.populations;
	expect(first).toMatchObject({
		rate: 0.5,
		wave: {depth: 0.5, period: 86_400, phase: 21_600},
		from: 60,
		until: 120,
		clients: 200,
		skew: 2.5,
		lifetime: {kind: 'uniform', mean: 4, spread: 2},
		bytesIn: {kind: 'constant', mean: 1500},
		bytesOut: {kind: 'pareto', mean: 1e6, spread: 2e9},
		ending: {client: 8, server: 0, reset: 2, silent: 0},
		halfOpen: 0.05,
		origin: 'sync',
	});
	expect(second).toMatchObject({
		rate: 2 / 3600,
		target: {port: 443},
		lifetime: {kind: 'exponential', mean: 10},
		origin: 'local',
	});
	expect(
		scenario.happenings.map(({when, deed}) => [when, 'behaviour' in deed && deed.behaviour]),
	).toEqual([
		[
			{first: 60, every: 300, until: 3600},
			{kind: 'slow', factor: 2.5},
		],
		[{first: 60.2, every: 300, until: 3600.2}, {kind: 'ok'}],
	]);
});

test('braces: the last one changes fastest, names repeat their value', () => {
	const lines = scenarioOf('-A -f {1..2}{7,8}\n-A -t 192.0.2.{v=1..2}:8{v}{v}\n').rules.map(
		({line, changes}) =>
			changes.map(change => {
				const match = change.kind === 'add-service' ? change.service.match : undefined;
				return match?.kind === 'mark' ? `${line} ${match.mark}` : `${line} ${match?.port}`;
			}),
	);
	expect(lines.flat()).toEqual(['1 17', '1 18', '1 27', '1 28', '2 811', '2 822']);
});

test('lines of servers that come in thousands are read as ipvsadm reads them', () => {
	const [quick, slow] = [
		'-a -t 192.0.2.1:80 -r 10.0.0.1:8080 -m -w 3',
		'-a -t 192.0.2.1:80 -r 10.0.0.1:8080 -w 3 -m',
	].map(line => scenarioOf(line).rules[0]?.changes);
	expect(quick).toEqual(slow);
	expect(problemsOf('-a -t 192.0.2.1:80 -r 10.0.0.256:8080 -m -w 3')).toHaveLength(1);
	expect(problemsOf('-a -t 192.0.2.1:70000 -r 10.0.0.1:8080 -m -w 3')).toHaveLength(1);
});
