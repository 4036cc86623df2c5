import {PassThrough, Writable} from 'node:stream';
import {setImmediate} from 'node:timers/promises';
import {openClient} from '../../source/client/open.ts';
import {createOperator} from '../../source/operator/create-operator.ts';
import {openEmbedded} from '../../source/transport/embedded.ts';
import {runTui} from '../../source/tui/run-tui.tsx';
import {manualClock} from '../tui/manual-clock.ts';
import {runText} from '../unit/scenario/running.ts';

/* Run as a process of its own: looks at a table for eight simulated hours and prints the heap after each, in MB. */

const scenario = `running 5s
-A -t 192.0.2.{1..8}:80 -s wlc
-a -t 192.0.2.{1..8}:80 -r 10.0.1.{1..5}:80 -m -w 10
clients -t 192.0.2.{1..8}:80
	rate 20/m
	from 198.51.100.1 250
	stay 8s
	receive 20k
every 1m from 30s    -e -t 192.0.2.1:80 -r 10.0.1.1:80 -m -w 3
every 1m from 1m     -e -t 192.0.2.1:80 -r 10.0.1.1:80 -m -w 10
`;

const clock = manualClock();
const client = openClient(openEmbedded(runText(scenario, {now: clock.now})));
let readings = 0;
let frames = 0;
const stdin = Object.assign(new PassThrough(), {
	isTTY: true,
	setRawMode: () => stdin,
	ref: () => stdin,
	unref: () => stdin,
});
const stdout = Object.assign(
	new Writable({
		write: (_chunk, _encoding, done) => {
			frames += 1;
			done();
		},
	}),
	{isTTY: true, columns: 140, rows: 45},
);
void runTui({
	client: {
		...client,
		table: (...words) => {
			readings += 1;
			return client.table(...words);
		},
	},
	operator: sampler =>
		createOperator({
			client,
			sampler,
			clock,
			access: {kind: 'read-write'},
			remembered: {get: () => undefined, set: () => undefined},
			sink: {append: () => undefined},
			quiescent: {read: async () => 0, write: async () => undefined},
			guards: undefined,
			processes: async () => [],
		}),
	title: {hostName: 'lb1', source: {kind: 'kernel'}},
	interval: 2,
	environment: {LANG: 'C.UTF-8'},
	clock,
	stdin: stdin as unknown as NodeJS.ReadStream,
	stdout: stdout as unknown as NodeJS.WriteStream,
});

const settle = async (): Promise<void> => {
	for (let round = 0; round < 10; round += 1) {
		// oxlint-disable-next-line no-await-in-loop -- what was begun goes on in turns
		await setImmediate();
	}
};

const hours: number[] = [];
for (let hour = 0; hour < 8; hour += 1) {
	for (let second = 0; second < 3600; second += 2) {
		clock.advance(2000);
		// oxlint-disable-next-line no-await-in-loop
		await settle();
	}
	globalThis.gc?.();
	// oxlint-disable-next-line no-await-in-loop
	await settle();
	globalThis.gc?.();
	hours.push(process.memoryUsage().heapUsed / 1024 / 1024);
}
process.stdout.write(JSON.stringify({hours, readings, frames}));
process.exit(0);
