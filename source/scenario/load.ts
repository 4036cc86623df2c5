import {createEngine, type Engine} from '../engine/engine.ts';
import {createSocket} from '../engine/socket.ts';
import {errnoText} from '../ipvsadm/kernel-error.ts';
import type {Change} from '../model/change.ts';
import {clear, createWriter, littleEndian, viewOf, written} from '../wire/bytes.ts';
import {headerLength, messageFlag, messageType, readHeader} from '../wire/netlink.ts';
import {writeChange} from '../wire/requests.ts';
import {play, type Play} from './play.ts';
import type {Problem, Scenario} from './scenario.ts';
import {finish, type Steps} from './steps.ts';

/** A program that was asleep for longer than this, in milliseconds, finds its director as it left it. */
const longestPause = 120_000;

export type LoadOptions = {
	/** The same seed and the same times of asking give the same answers. */
	readonly seed: number;
	/** Milliseconds of a clock. */
	readonly now: () => number;
	/** How many times faster than that clock. @default 1 */
	readonly speed?: number;
};

export type Loading =
	| ({readonly kind: 'loaded'} & Play)
	| {readonly kind: 'problems'; readonly problems: readonly Problem[]};

/**
An engine that has been running a scenario for as long as it says. What has happened in that time happens when the engine is first asked,
or by the slices.
*/
export const loadScenario = (scenario: Scenario, options: LoadOptions): Loading =>
	finish(loadInSteps(scenario, options));

/** The same step by step, for those of very many rules. */
export function* loadInSteps(
	{running, rules, populations, happenings}: Scenario,
	{seed, now, speed = 1}: LoadOptions,
): Steps<Loading> {
	const time = {past: 0};
	const engine = createEngine({now: () => time.past});
	const carryOut = changer(engine);
	const problems: Problem[] = [];
	for (const {line, changes} of rules) {
		const [first] = yield* carryOut(changes);
		if (first !== undefined) {
			const [index, refusal] = first;
			problems.push({
				line,
				says: `refused: ${errnoText(refusal, changes[index]?.kind ?? 'read')}`,
			});
		}
	}
	if (problems.length > 0) {
		return {kind: 'problems', problems};
	}
	engine.setPopulations(populations, seed);
	const played = play(
		{engine, time, happenings},
		{
			now: steady(now, {start: running * 1000, speed}),
			perform: ({deed}) => {
				if (deed.kind === 'server') {
					engine.setServerBehaviour(deed.address, deed.port, deed.behaviour);
				} else if (deed.kind === 'setting') {
					engine.writeSysctl(deed.name, deed.text);
				} else {
					// Whoever shares the director may have changed what this is about.
					finish(carryOut([deed.change]));
				}
			},
		},
	);
	return {kind: 'loaded', ...played};
}

/** Begins at `start` and goes as `now` does, so many times faster, but leaves out what is too long to catch up with. */
const steady = (
	now: () => number,
	{start, speed}: {readonly start: number; readonly speed: number},
): (() => number) => {
	let last = now();
	let time = start;
	return () => {
		const present = now();
		const passed = Math.max(0, present - last);
		time += passed > longestPause ? 0 : passed * speed;
		last = present;
		return time;
	};
};

/** Changes that go to the engine together. */
const batch = 1024;

/** Makes changes to an engine; the answers are error numbers by the positions of those that were refused. */
const changer = (
	engine: Engine,
): ((changes: readonly Change[]) => Steps<ReadonlyMap<number, number>>) => {
	const socket = createSocket(engine, {isCapped: true});
	const {familyId} = engine.director.settings;
	const writer = createWriter();
	return function* carryOut(changes) {
		const refusals = new Map<number, number>();
		for (let start = 0; start < changes.length; start += batch) {
			if (start > 0) {
				yield;
			}
			clear(writer);
			for (const [index, change] of changes.slice(start, start + batch).entries()) {
				// Without asking for an acknowledgement only refusals are answered.
				const sequence = start + index + 1;
				writeChange(writer, change, {familyId, sequence, flags: messageFlag.request});
			}
			socket.send(written(writer));
			for (let reply = socket.receive(); reply !== undefined; reply = socket.receive()) {
				const view = viewOf(reply);
				const {type, sequence} = readHeader(view, 0);
				if (type === messageType.error) {
					refusals.set(sequence - 1, -view.getInt32(headerLength, littleEndian));
				}
			}
		}
		return refusals;
	};
};
