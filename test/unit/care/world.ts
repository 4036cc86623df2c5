import {adopt, withoutVerdicts} from '../../../source/care/adopt.ts';
import type {Outcome} from '../../../source/care/check.ts';
import type {Configuration} from '../../../source/care/configuration.ts';
import {eventText, type CareEvent} from '../../../source/care/event.ts';
import {judge, type Happening} from '../../../source/care/judge.ts';
import {parseCare} from '../../../source/care/parse-care.ts';
import type {ServiceReading} from '../../../source/care/reading.ts';
import type {Mark, State} from '../../../source/care/state.ts';
import {changeLine} from '../../../source/ipvsadm/unparse.ts';
import type {Change} from '../../../source/model/change.ts';
import {emptyConfiguration} from '../../../source/plan/configuration.ts';
import {openLedger} from '../../../source/plan/ledger.ts';

export const readCare = (text: string): Configuration => {
	const reading = parseCare(text);
	if (reading.kind === 'problems') {
		throw new Error(JSON.stringify(reading.problems));
	}
	return reading.configuration;
};

export const passed: Outcome = {kind: 'passed'};
export const failed: Outcome = {kind: 'failed', why: 'connection refused'};

/** A table of which somebody takes care, and time that passes when it is told to. */
export const createWorld = (text: string) => {
	let ledger = openLedger(emptyConfiguration);
	let configuration = readCare(text);
	const connections = new Map<string, number>();
	let now = 1_000_000;
	let state: State = adopt(configuration, () => undefined, now);
	const heard: CareEvent[] = [];
	const [service = ''] = configuration.keys();

	const happen = (happening: Happening): readonly Change[] => {
		const judged = judge(configuration, state, {happening, now});
		state = judged.state;
		heard.push(...judged.events);
		return judged.changes;
	};

	const readings = (): ReadonlyMap<string, ServiceReading> =>
		new Map(
			[...ledger.now.services].map(([key, one]) => [
				key,
				{
					service: one.service,
					servers: new Map(
						[...one.destinations].map(([server, destination]) => [
							server,
							{destination, active: connections.get(server) ?? 0, inactive: 0, persistent: 0},
						]),
					),
				},
			]),
		);

	const enter = (change: Change): void => {
		const obstacle = ledger.enter(change);
		if (obstacle !== undefined) {
			throw new Error(`${changeLine(change)}: ${obstacle}`);
		}
	};

	return {
		service,
		heard,
		/** What somebody else does. */
		enter,
		/** Reads the table and does what follows; returns the commands. */
		settle: (drained: readonly string[] = []): readonly string[] => {
			const changes = happen({
				kind: 'table',
				readings: readings(),
				isDrainedByPerson: (_, server) => drained.includes(server),
			});
			changes.forEach(enter);
			return changes.map(changeLine);
		},
		/** The same, but the process dies before the changes are sent. */
		settleAndDie: (): void => {
			happen({kind: 'table', readings: readings(), isDrainedByPerson: () => false});
		},
		probe: (server: string, outcome: Outcome, times = 1, check = 0): void => {
			for (let time = 0; time < times; time += 1) {
				happen({kind: 'probe', service, server, check, outcome});
			}
		},
		mark: (marks: Readonly<Record<string, Mark>>): void => {
			happen({kind: 'marks', service, marks});
		},
		pass: (milliseconds: number): void => {
			now += milliseconds;
		},
		connect: (server: string, count: number): void => {
			connections.set(server, count);
		},
		flush: (): void => {
			ledger = openLedger(emptyConfiguration);
		},
		/** A new process, or a reload, perhaps with another file. */
		restart: (as: 'process' | 'reload' = 'process', other: string = text): void => {
			configuration = readCare(other);
			// As through a file.
			const written = new Map([...state].map(([key, one]) => [key, structuredClone(one)]));
			state = adopt(
				configuration,
				key => {
					const one = written.get(key);
					return one === undefined || as === 'reload' ? one : withoutVerdicts(one);
				},
				now,
			);
		},
		weights: (): Readonly<Record<string, number>> =>
			Object.fromEntries(
				[...(ledger.now.services.get(service)?.destinations ?? [])].map(([key, {weight}]) => [
					key.replace(/:\d+$/, ''),
					weight,
				]),
			),
		said: (): readonly string[] => heard.splice(0).map(eventText),
		matchOf: () => ledger.now.services.get(service)?.service.match,
		state: () => state,
	};
};

export type World = ReturnType<typeof createWorld>;

/** What a person or another program does with a weight. */
export const setWeight = (world: World, server: string, weight: number): void => {
	const match = world.matchOf();
	const state = world.state().get(world.service)?.servers[server];
	const [address = '', port] = server.split(':');
	if (match !== undefined && state !== undefined) {
		world.enter({
			kind: 'edit-destination',
			match,
			destination: {
				address: {family: 'ipv4', bytes: Uint8Array.from(address.split('.').map(Number))},
				port: Number(port),
				method: 0,
				weight,
				upperThreshold: 0,
				lowerThreshold: 0,
				tunnel: {type: 0, port: 0, flags: 0},
			},
		});
	}
};
