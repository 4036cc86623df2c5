import {createEngine, type Engine} from '../engine/engine.ts';
import {createSocket} from '../engine/socket.ts';
import {serviceKey} from '../engine/table.ts';
import type {Flow} from '../engine/traffic.ts';
import {emptyNameBook} from '../ipvsadm/names.ts';
import {parse} from '../ipvsadm/parse.ts';
import {wordsOf} from '../ipvsadm/rules-line.ts';
import {familyNumber, parseIpv4, parseIpv6} from '../model/address.ts';
import type {Change} from '../model/change.ts';
import {familyOfMatch, protocols, type Match} from '../model/service.ts';
import {createWriter, littleEndian, viewOf, written} from '../wire/bytes.ts';
import {messageFlag, messageType, readHeader} from '../wire/netlink.ts';
import {writeChange} from '../wire/requests.ts';
import {empty} from './empty.ts';
import type {Scenario, Visitors} from './scenario.ts';
import {web} from './web.ts';

export const scenarios = {web, empty} as const satisfies Record<string, Scenario>;
export type ScenarioName = keyof typeof scenarios;

export const isScenarioName = (name: string): name is ScenarioName =>
	Object.hasOwn(scenarios, name);

/** Milliseconds that a scenario has been running when it is first seen. */
const before = 600_000;

/** A program that was asleep for longer than this finds its director as it left it. */
const longestPause = 120_000;

export type LoadOptions = {
	/** The same seed and the same times of asking give the same answers. */
	readonly seed: number;
	/** Milliseconds of a clock. */
	readonly now: () => number;
};

/** An engine that has run a scenario for ten minutes. */
export const loadScenario = (name: ScenarioName, {seed, now}: LoadOptions): Engine => {
	const {rules, visitors, later}: Scenario = scenarios[name];
	let past = 0;
	let clock = (): number => past;
	const engine = createEngine({now: () => clock()});
	apply(engine, rules);
	if (visitors.length > 0) {
		engine.startTraffic(visitors.map(flow), seed);
	}
	for (const {after, rule} of later) {
		past = after * 1000;
		apply(engine, rule);
	}
	past = before;
	engine.catchUp();
	clock = steady(now, before);
	return engine;
};

/** Begins at `start` and goes as `now` does, but leaves out what is too long to catch up with. */
const steady = (now: () => number, start: number): (() => number) => {
	let last = now();
	let time = start;
	return () => {
		const present = now();
		const passed = Math.max(0, present - last);
		time += passed > longestPause ? 0 : passed;
		last = present;
		return time;
	};
};

const apply = (engine: Engine, rules: string): void => {
	const socket = createSocket(engine);
	for (const line of rules.split('\n')) {
		const words = wordsOf(line);
		if (words.length === 0) {
			continue;
		}
		const writer = createWriter(512);
		writeChange(writer, changeOf(words, line), {
			familyId: engine.director.settings.familyId,
			sequence: 1,
			flags: messageFlag.request | messageFlag.ack,
		});
		socket.send(written(writer));
		const refusal = errorIn(socket.receive());
		if (refusal !== 0) {
			throw new Error(`the scenario's rule "${line}" is refused with ${refusal}`);
		}
	}
};

/** The scenarios are part of the program: a rule that cannot be read is a defect. */
const changeOf = (words: readonly string[], line: string): Change => {
	const parsed = parse(words, {program: 'ipvsadm', names: emptyNameBook, source: 'restore'});
	if (parsed.kind !== 'change') {
		throw new Error(`the scenario's rule "${line}" is no change`);
	}
	return parsed.change;
};

const errorIn = (acknowledgement: Uint8Array | undefined): number => {
	const view = viewOf(acknowledgement ?? new Uint8Array());
	const isError = view.byteLength >= 20 && readHeader(view, 0).type === messageType.error;
	return isError ? -view.getInt32(16, littleEndian) : Number.NaN;
};

const flow = ({to, at, rate, lifetime, bytes, from, skew = 1}: Visitors): Flow => {
	const [first, clients] = from;
	const firstClient = parseIpv4(first) ?? parseIpv6(first);
	const change = changeOf(['-D', ...wordsOf(to)], to);
	if (change.kind !== 'delete-service' || firstClient === undefined) {
		throw new Error(`the scenario's visitors to ${to} cannot be read`);
	}
	return {
		service: keyOf(change.match),
		rate,
		lifetime,
		bytesIn: bytes[0],
		bytesOut: bytes[1],
		firstClient,
		clients,
		skew,
		marked: at === undefined ? undefined : {address: wholeAddress(at[0]), port: at[1]},
	};
};

const wholeAddress = (ipv4: string): Uint8Array => {
	const address = new Uint8Array(16);
	address.set(parseIpv4(ipv4)?.bytes ?? []);
	return address;
};

const keyOf = (match: Match): string => {
	const address = new Uint8Array(16);
	address.set(match.kind === 'address' ? match.address.bytes : []);
	return serviceKey({
		family: familyNumber[familyOfMatch(match)],
		protocol: match.kind === 'address' ? match.protocol : protocols.tcp,
		address,
		port: match.kind === 'address' ? match.port : 0,
		mark: match.kind === 'mark' ? match.mark : 0,
	});
};
