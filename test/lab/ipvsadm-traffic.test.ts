import {join} from 'node:path';
import {expect, test} from 'vitest';
import {describeLab, labGuest} from './shared.ts';
import {job} from './side-by-side/job.ts';
import {runJobs} from './side-by-side/run-jobs.ts';

const rules = [
	'-A -u 10.0.0.1:53 -s rr -p 300 -M 255.255.255.0',
	'-a -u 10.0.0.1:53 -r 10.0.0.2:53 -m',
	'-A -u 10.0.0.1:5060 -s rr -p 300 --pe sip',
	'-a -u 10.0.0.1:5060 -r 10.0.0.2:5060 -m',
	'-A -u [2001:db8::1]:53 -s rr -p 7200',
	'-a -u [2001:db8::1]:53 -r [2001:db8::2]:53 -m',
	'-A --sctp-service 10.0.0.1:2905 -s rr',
	'-a --sctp-service 10.0.0.1:2905 -r 10.0.0.2:2905 -m',
	'-A -t 10.0.0.1:80 -s rr',
	'-a -t 10.0.0.1:80 -r 10.0.0.80:80 -m',
	'-A -f 7 -p 300',
	'-a -f 7 -r 10.0.0.3 -m',
	'-A -f 7 -6 -p 300',
	'-a -f 7 -6 -r [2001:db8::3]:99 -m',
];

const lists = [
	'-Lnc',
	'-Lc',
	'-Lnc --persistent-conn',
	'-Lc --persistent-conn',
	'-Ln',
	'-Ln --stats',
	'-Ln --stats --exact',
	'-Ln --rate',
	'-Ln --rate --exact',
	'-Ln --persistent-conn',
	'-Ln --thresholds',
	'-L --stats',
];

const traffic = `
	iptables -t mangle -A OUTPUT -d 10.0.0.77 -j MARK --set-mark 7
	python3 '${join(import.meta.dirname, 'side-by-side/traffic.py')}'
`;

describeLab('with connections of every kind', () => {
	test('both programs print the same', {timeout: 300_000}, async () => {
		const commands = lists.map(line => ({argv: line.split(' '), stdin: ''}));
		const [report] = await runJobs(await labGuest(), [
			job(`${rules.join('\n')}\n`, commands, traffic),
		]);
		for (const [index, line] of lists.entries()) {
			const {stdout = ''} = report?.ours.outcomes[index] ?? {};
			expect(withoutClocks(stdout), line).toBe(
				withoutClocks(report?.debian.outcomes[index]?.stdout ?? ''),
			);
		}
		const connections = report?.ours.outcomes[2]?.stdout ?? '';
		expect(connections).toMatch(/^UDP .* 10\.0\.0\.2:5060 +sip +abc123@10\.9\.0\.1$/m);
		expect(connections).toMatch(/^IP {2}.* 0\.0\.0\.7:0 /m);
		expect(connections).toMatch(/^TCP .* SYN_RECV /m);
		expect(connections).toMatch(/^UDP 1(19|20):\d\d .* \[2001:db8::1\]:53 +\[2001:db8::2\]:53$/m);
	});
});

/** The time until a connection expires goes on between two programs. */
const withoutClocks = (text: string): string => text.replaceAll(/^(\w+ +)\d+:\d\d/gm, '$1MM:SS');
