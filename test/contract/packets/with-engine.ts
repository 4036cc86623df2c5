import {arrive} from '../../../source/engine/connections/arrive.ts';
import {destinationOf} from '../../../source/engine/connections/accounting.ts';
import {isTemplate} from '../../../source/engine/connections/columns.ts';
import {see} from '../../../source/engine/connections/see.ts';
import {createEngine, type Engine} from '../../../source/engine/engine.ts';
import {familyNumber} from '../../../source/model/address.ts';
import {protocols} from '../../../source/model/service.ts';
import {command} from '../../unit/engine/director.ts';
import type {PacketCase, Passing, Step} from './script.ts';
import {words} from './script.ts';
import {seenIn} from './seen.ts';

/** Plays a case on an engine; what is seen after each step, nothing after rules and settings. */
export const playWithEngine = ({steps}: PacketCase): readonly (readonly string[])[] => {
	let time = 0;
	const engine = createEngine({now: () => time});
	const text = (path: string): string => [...(engine.read(path) ?? [])].join('');
	return steps.map(({step}) => {
		if (step.kind === 'rule' || step.kind === 'set') {
			perform(engine, step);
			return [];
		}
		if (step.kind === 'rates') {
			const rates = Array.from({length: step.count}, () => {
				time += 2000;
				return rateIn(text('/proc/net/ip_vs_stats'));
			});
			return [rates.join(' ')];
		}
		switch (step.kind) {
			case 'wait':
				time += step.seconds * 1000;
				break;
			case 'burst':
				burst(engine, step.count);
				return [];
			default:
				perform(engine, step);
				time += blink;
		}
		return seenIn(text('/proc/net/ip_vs_conn'), text('/proc/net/ip_vs'));
	});
};

/** Milliseconds until somebody looks: what goes at once is gone then. */
const blink = 100;

const burst = (engine: Engine, count: number): void => {
	for (let number = 0; number < count; number += 1) {
		const from = ['10.0.3.1', 10_000 + number] as const;
		perform(engine, {kind: 'in', protocol: 'tcp', from, to: ['10.0.0.1', 80], signal: 'syn'});
	}
};

export const perform = (
	engine: Engine,
	step: Extract<Step, {kind: 'rule' | 'set' | 'in' | 'out'}>,
): void => {
	switch (step.kind) {
		case 'rule':
			command(engine, step.line);
			return;
		case 'set':
			engine.writeSysctl(step.name, step.value);
			return;
		case 'in':
			arrive(engine.director, packetOf(step));
			return;
		case 'out':
			passOut(engine, step);
			return;
	}
};

/** New connections a second, from the text of /proc/net/ip_vs_stats. */
const rateIn = (text: string): number =>
	Number.parseInt(text.split('\n')[5]?.trim().split(' ')[0] ?? '', 16);

const markedAddress = '10.0.0.7';
const mark = 7;

export const packetOf = ({protocol, from, to, signal}: Passing) => ({
	family: familyNumber[from[0].includes(':') ? 'ipv6' : 'ipv4'],
	protocol: protocols[protocol],
	client: words(from[0]),
	clientPort: from[1],
	target: words(to[0]),
	targetPort: to[1],
	mark: to[0] === markedAddress ? mark : 0,
	signal,
	bytes: 40,
});

/** The director finds the connection of an answer by who sends it and to whom. */
const passOut = ({director}: Engine, {from, to, signal}: Passing): void => {
	const {connections} = director;
	const client = words(to[0]);
	for (let row = 0; row < connections.count; row += 1) {
		const isIt =
			connections.target[row] !== -1 &&
			!isTemplate(connections, row) &&
			connections.client[row] === client[0] &&
			connections.clientPort[row] === to[1] &&
			isAt(destinationOf(connections, row).address, from[0]);
		if (isIt) {
			see(director, row, {direction: 'out', signal, packets: 1, bytes: 40});
			return;
		}
	}
};

const isAt = (address: Uint8Array, text: string): boolean =>
	new DataView(address.buffer).getUint32(0) === words(text)[0];
