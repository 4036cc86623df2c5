import {createEngine} from '../../source/engine/engine.ts';
import {schedulerNames} from '../../source/model/scheduler-names.ts';
import {pickDestination} from '../../source/engine/schedulers/pick.ts';
import {listServices} from '../../source/engine/table.ts';
import {command} from '../unit/engine/director.ts';
import {tableText} from './table.ts';

const picks = 500_000;
const clients = 4096;
const rounds = 3;

/** How many real servers a second each scheduler of the engine picks, of 10 and of 100, in this process on one core. */
export const picksSection = async (): Promise<string> =>
	tableText(
		'Picks of the embedded schedulers, millions a second',
		['', '10 servers', '100 servers'],
		schedulerNames.map(scheduler => [
			scheduler,
			...[10, 100].map(servers => (picksASecond(scheduler, servers) / 1e6).toFixed(2)),
		]),
	);

/** The best of some rounds; weights from 1 to 9, and connections of all sizes on the servers. */
const picksASecond = (scheduler: string, servers: number): number => {
	const engine = createEngine({now: () => 0});
	const {director} = engine;
	const service = '-t 192.0.2.1:80';
	const rules = Array.from(
		{length: servers},
		(_, index) => `-a ${service} -r 10.0.0.${index + 1} -m -w ${1 + (index % 9)}`,
	);
	command(engine, [`-A ${service} -s ${scheduler}`, ...rules].join('\n'));
	const [entry] = listServices(director);
	let seed = 1;
	for (const destination of entry?.destinations.values() ?? []) {
		seed = (seed * 48_271) % 0x7f_ff_ff_ff;
		destination.active = seed % 9;
		destination.inactive = seed % 1000;
	}
	const target = [0xc0_00_02_01, 0, 0, 0];
	const flows = Array.from({length: clients}, (_, index) => ({
		family: 2,
		client: [0xc6_33_64_00 + index * 7, 0, 0, 0],
		clientPort: 1024 + index,
		target,
		targetPort: 80,
	}));
	let best = 0;
	for (let round = 0; round < rounds; round += 1) {
		const start = performance.now();
		let chosen = 0;
		for (let count = 0; count < picks; count += 1) {
			chosen += pickDestination(director, entry!, flows[count % clients]!)?.port ?? 0;
		}
		best = Math.max(best, (picks * 1000) / (performance.now() - start));
		if (chosen === 0) {
			throw new Error(`${scheduler} picks nothing`);
		}
	}
	return best;
};
