import {onTestFinished} from 'vitest';
import type {Client} from '../../source/client/client.ts';
import {openClient} from '../../source/client/open.ts';
import {createEngine} from '../../source/engine/engine.ts';
import {changeLine} from '../../source/ipvsadm/unparse.ts';
import {createOperator} from '../../source/operator/create-operator.ts';
import type {Guards} from '../../source/operator/guard.ts';
import type {Operator} from '../../source/operator/operator.ts';
import type {Access} from '../../source/operator/state.ts';
import {configurationOf, emptyConfiguration} from '../../source/plan/configuration.ts';
import {difference} from '../../source/plan/difference.ts';
import {openEmbedded} from '../../source/transport/embedded.ts';
import {change, valueOf} from '../unit/client/director.ts';
import {startInProcess, type InProcessOptions} from './in-process.ts';
import {manualClock} from './manual-clock.ts';
import {weightsInMemory} from '../unit/operator/weights-in-memory.ts';

const rules = [
	'-A -t 192.0.2.10:443 -s wlc -p 300',
	'-a -t 192.0.2.10:443 -r 10.0.0.11:443 -g -w 100 -x 500 -y 400',
	'-a -t 192.0.2.10:443 -r 10.0.0.12:443 -g -w 100',
	'-A -u 192.0.2.10:53 -s rr',
	'-a -u 192.0.2.10:53 -r 10.0.0.21:53 -m -w 1',
	'-A -f 7 -s sh -b sh-port',
	'-a -f 7 -r 10.0.0.31:0 -i -w 7 --tun-type gue --tun-port 6080 --tun-csum',
];

export type OperatedOptions = Partial<Omit<InProcessOptions, 'client' | 'operator'>> & {
	readonly rules?: readonly string[];
	readonly access?: Access;
	/** What the program gets instead of the director's own client. */
	readonly change?: (client: Client) => Partial<Client>;
	readonly guards?: Guards;
};

/** The program with everything that changes a director, before one inside this process, until the test is over. */
export const startOperated = async ({
	rules: lines = rules,
	access = {kind: 'read-write'},
	change: altered = () => ({}),
	guards,
	...options
}: OperatedOptions = {}) => {
	const clock = manualClock();
	const own = openClient(openEmbedded(createEngine({now: () => clock.now()})));
	const make = async (...commands: readonly string[]): Promise<void> => {
		for (const result of await own.change(commands.map(change))) {
			valueOf(result);
		}
	};
	await make(...lines);
	const client: Client = {...own, ...altered(own)};
	let operator: Operator | undefined;
	const tui = startInProcess({
		client,
		clock,
		...options,
		operator: sampler => {
			operator = createOperator({
				client,
				sampler,
				clock,
				access,
				remembered: weightsInMemory(),
				sink: {append: () => undefined},
				quiescent: {read: async () => 0, write: async () => undefined},
				guards,
				processes: async () => [],
			});
			return operator;
		},
	});
	onTestFinished(async () => {
		await tui.leave();
	});
	return {
		...tui,
		/** Somebody else at work. */
		make,
		/** The table as rules, sorted. */
		saved: async (): Promise<readonly string[]> =>
			difference(
				emptyConfiguration,
				configurationOf(valueOf(await own.table('dump')), {
					timeouts: valueOf(await own.timeouts()),
					daemons: valueOf(await own.daemons()),
				}),
			)
				.map(changeLine)
				.toSorted(),
		operator: () => operator,
		client: own,
	};
};

/** The box that is open, without what is around it. */
export const boxIn = (lines: readonly string[]): string => {
	const first = lines.findIndex(line => line.includes('╭'));
	const last = lines.findIndex(line => line.includes('╰'));
	const left = lines[first]?.indexOf('╭') ?? 0;
	const width = (lines[first]?.indexOf('╮') ?? 0) + 1;
	return lines
		.slice(first, last + 1)
		.map(line => `${line.slice(left, width)}\n`)
		.join('');
};
