/**
How programs that call ipvsadm read what it prints, each with its own regular expressions or fields. One row a program: the command it
runs and what it makes of the output.
*/
type Caller = {
	readonly command: string;
	readonly read: (output: string) => unknown;
	/** What it finds in `exampleRules`. */
	readonly finds: unknown;
};

/** What is in the table when they look. */
export const exampleRules = `
-A -t 10.0.0.1:80 -s wrr -p 300 -M 255.255.255.0
-a -t 10.0.0.1:80 -r 10.0.0.2:8080 -m -w 3 -x 20 -y 10
-a -t 10.0.0.1:80 -r 10.0.0.3 -g -w 0
-A -t 10.0.0.1:6443 -s rr
-a -t 10.0.0.1:6443 -r 10.0.0.4:6443 -i
-A -u [2001:db8::1]:53 -s rr
-a -u [2001:db8::1]:53 -r [2001:db8::2]:53 -m
-A -f 7 -s sh -b sh-port
-a -f 7 -r 127.0.0.1:80 -m
`;

const lines = (output: string): readonly string[] => output.split('\n');

const matches = (output: string, expression: RegExp): readonly (readonly string[])[] =>
	lines(output).flatMap(line => {
		const match = expression.exec(line);
		return match === null ? [] : [match.slice(1).map(part => part ?? '')];
	});

/** Fields of the lines that an awk program selects, counted from 1. */
const fields = (
	output: string,
	selects: (field: readonly string[]) => boolean,
	wanted: readonly number[],
): readonly (readonly string[])[] =>
	lines(output)
		.map(line => line.trim().split(/\s+/))
		.filter(selects)
		.map(field => wanted.map(number => field[number - 1] ?? ''));

const after = (output: string, start: string): string =>
	output.slice(Math.max(0, output.indexOf(start)));

const address = String.raw`(?:\d+\.\d+\.\d+\.\d+|\[[0-9A-Fa-f:.]+\]):\d+`;

export const callers: Readonly<Record<string, Caller>> = {
	'munin: services': {
		command: '/sbin/ipvsadm -L -n --stats',
		read: output =>
			matches(
				output,
				/^(?!IP Virtual Server|Prot\s+LocalAddress)(\w+)\s+([\w.-]+):(\w+)\s+(\d+)[KMG]?/,
			),
		finds: [
			['TCP', '10.0.0.1', '80', '0'],
			['TCP', '10.0.0.1', '6443', '0'],
		],
	},
	'munin: real servers': {
		command: '/sbin/ipvsadm -L -n --stats',
		read: output => matches(output, /->\s+([^:]+):(\S+)\s+(\d+)([KMG])?/).slice(0, 2),
		finds: [
			['10.0.0.2', '8080', '0', ''],
			['10.0.0.3', '80', '0', ''],
		],
	},
	'Diamond: columns': {
		command: 'ipvsadm --list --stats --numeric --exact',
		read: output => fields(output, field => field[0] === 'TCP', [1, 2, 3, 4, 5, 6, 7]),
		finds: [
			['TCP', '10.0.0.1:80', '0', '0', '0', '0', '0'],
			['TCP', '10.0.0.1:6443', '0', '0', '0', '0', '0'],
		],
	},
	'Zabbix scripts: a block of a service': {
		command: '/sbin/ipvsadm -Ln',
		read: output =>
			fields(
				after(output, 'TCP  10.0.0.1:6443').split('\nUDP')[0] ?? '',
				field => field[0] === '->',
				[3, 4, 5, 6],
			),
		finds: [['Tunnel', '1', '0', '0']],
	},
	'finger of mit-scripts': {
		command: 'ipvsadm',
		read: output => fields(output, field => field[0] === '->', [4, 5, 6]).slice(1, 3),
		finds: [
			['3', '0', '0'],
			['0', '0', '0'],
		],
	},
	'Icinga: check_ipvs': {
		command: '/sbin/ipvsadm -L -n -t 10.0.0.1:80',
		read: output => ({
			services: lines(output).filter(line => /^(TCP|UDP)/.test(line)).length,
			servers: lines(output)
				.filter(line => line.slice(2, 4) === '->')
				.flatMap(line => matches(line, /\s->\s(\S+):(\d+)\s+(\w+)\s+(\d+)\s+(\d+)\s+(\d+)/)),
		}),
		finds: {
			services: 1,
			servers: [
				['10.0.0.2', '8080', 'Masq', '3', '0', '0'],
				['10.0.0.3', '80', 'Route', '0', '0', '0'],
			],
		},
	},
	'Salt: lvs.check_service and check_server': {
		command: 'ipvsadm -S -n',
		read: output => [
			output.includes(' -t 10.0.0.1:80 -s wrr '),
			output.includes(' -t 10.0.0.1:6443 -s rr'),
			output.includes(' -t 10.0.0.1:80 -r 10.0.0.2:8080 -m -w 3'),
			output.includes(' -t 10.0.0.1:6443 -r 10.0.0.4:6443 -i -w 1 '),
			output.includes(' -t 10.0.0.1:80 -r 10.0.0.9:80 -g -w 1'),
		],
		finds: [true, true, true, true, false],
	},
	'k0s tests': {
		command: 'ipvsadm --save -n',
		read: output => output.includes('-a -t 10.0.0.1:6443 -r 10.0.0.4'),
		finds: true,
	},
	'OpenNebula VNF': {
		command: 'ipvsadm --save -n',
		read: output => [matches(output, / -f (\d+) /), matches(output, / -f \d+ .*-r ([^:]+):(\d+) /)],
		finds: [[['7'], ['7']], [['127.0.0.1', '80']]],
	},
	'ldirectord: services': {
		command: '/sbin/ipvsadm -L -n 2>&1',
		read: output =>
			matches(
				lines(output).slice(3).join('\n'),
				new RegExp(
					String.raw`^(\w+)\s+(${address}|\d+)(?: IPv6)?\s+(\w+)(?:\s+\(.*\))?(?:\s+persistent\s+(\d+))?(?:\s+mask\s+(.*))?`,
				),
			),
		finds: [
			['TCP', '10.0.0.1:80', 'wrr', '300', '255.255.255.0'],
			['TCP', '10.0.0.1:6443', 'rr', '', ''],
			['UDP', '[2001:db8::1]:53', 'rr', '', ''],
			['FWM', '7', 'sh', '', ''],
		],
	},
	'ldirectord: real servers': {
		command: '/sbin/ipvsadm -L -n 2>&1',
		read: output =>
			matches(
				lines(output).slice(3).join('\n'),
				new RegExp(String.raw`^  ->\s+(${address})\s+(\w+)\s+(\d+)`),
			),
		finds: [
			['10.0.0.2:8080', 'Masq', '3'],
			['10.0.0.3:80', 'Route', '0'],
			['10.0.0.4:6443', 'Tunnel', '1'],
			['[2001:db8::2]:53', 'Masq', '1'],
			['127.0.0.1:80', 'Masq', '1'],
		],
	},
	'ldirectord: thresholds': {
		command: '/sbin/ipvsadm -L -n --thresholds 2>&1',
		read: output =>
			matches(
				lines(output).slice(3).join('\n'),
				new RegExp(String.raw`^  ->\s+(${address})\s+(\d+)\s+(\d+)\s+(\d+)`),
			).slice(0, 2),
		finds: [
			['10.0.0.2:8080', '20', '10', '0'],
			['10.0.0.3:80', '0', '0', '0'],
		],
	},
};
