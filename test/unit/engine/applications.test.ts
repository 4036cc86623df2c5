import {expect, test} from 'vitest';
import {arrive} from '../../../source/engine/connections/arrive.ts';
import {createEngine} from '../../../source/engine/engine.ts';
import {command} from './director.ts';

const textOf = (engine: ReturnType<typeof createEngine>): string =>
	[...(engine.read('/proc/net/ip_vs_app') ?? [])].join('');

test('without a module there are no applications', () => {
	expect(textOf(createEngine({now: () => 0}))).toBe('prot port    usecnt name\n');
});

// As 6.1 shows it with modprobe ip_vs_ftp ports=21,2121.
test('FTP has its ports, the newest first, with the connections that are masqueraded', () => {
	const engine = createEngine({now: () => 0, ftpPorts: [21, 2121]});
	command(
		engine,
		`-A -t 192.0.2.1:21 -s rr
-a -t 192.0.2.1:21 -r 10.0.0.1:21 -m
-A -t 192.0.2.1:2121 -s rr -p 100
-a -t 192.0.2.1:2121 -r 10.0.0.1:2121 -g`,
	);
	for (const targetPort of [21, 2121]) {
		arrive(engine.director, {
			family: 2,
			protocol: 6,
			mark: 0,
			client: [0xc6_33_64_01, 0, 0, 0],
			clientPort: 40_000,
			target: [0xc0_00_02_01, 0, 0, 0],
			targetPort,
			signal: 'syn',
			bytes: 60,
		});
	}
	expect(textOf(engine)).toBe(
		`prot port    usecnt name
TCP  2121    0      ftp              
TCP  21      1      ftp              
`,
	);
});
