import {createEngine, type Engine} from '../engine/engine.ts';
import {addDestination, deleteDestination, editDestination} from '../engine/destinations.ts';
import type {ServiceEntry} from '../engine/entries.ts';
import {
	wholeAddress,
	type DestinationIdentity,
	type DestinationSettings,
	type ServiceSettings,
} from '../engine/request.ts';
import {addService, deleteService, editService, findService, flush} from '../engine/services.ts';
import {serviceKey, type ServiceIdentity} from '../engine/table.ts';
import {maskOf} from '../engine/connections/templates.ts';
import {familyNumber, type Address} from '../model/address.ts';
import type {Change} from '../model/change.ts';
import type {Destination} from '../model/destination.ts';
import type {Timeouts} from '../model/director.ts';
import {familyOfMatch, wholeNetmask, type Match, type Service} from '../model/service.ts';
import type {ServiceConfiguration} from '../plan/configuration.ts';
import {protocolOf} from './little.ts';

/** An engine with one service, and a clock that only a trial moves. */
export type Stage = {
	readonly engine: Engine;
	/** The service as the engine has it at this moment. */
	readonly service: () => ServiceEntry | undefined;
	/** Lets happen what happens up to a moment, in milliseconds of the engine's clock. */
	readonly runTo: (time: number) => void;
	/** Makes a change. Returns 0, or the error number with which the engine refuses. */
	readonly enact: (change: Change) => number;
};

export type StageOptions = {
	readonly match: Match;
	/** Undefined when it is not there yet. */
	readonly service: ServiceConfiguration | undefined;
	/** Milliseconds of the engine's clock. */
	readonly time: number;
	readonly timeouts: Timeouts | undefined;
	/** net.ipv4.vs.expire_quiescent_template */
	readonly expiresQuiescent: boolean;
	/** What part of the traffic is simulated: limits on connections shrink with it. */
	readonly scale: number;
	/** Whether one client of the populations stands for a network, so that masks count for nothing. */
	readonly isMasked: boolean;
};

export const openStage = ({
	match,
	service,
	time,
	timeouts,
	expiresQuiescent,
	scale,
	isMasked,
}: StageOptions): Stage | number => {
	const clock = {time};
	const engine = createEngine({now: () => clock.time});
	const {director} = engine;
	const enact = (change: Change): number => {
		switch (change.kind) {
			case 'add-service':
				return addService(
					director,
					identityOf(change.service.match),
					settingsOf(change.service, isMasked),
				);
			case 'edit-service':
				return within(change.service.match, entry =>
					editService(director, entry, settingsOf(change.service, isMasked)),
				);
			case 'delete-service':
				return within(change.match, entry => deleteService(director, entry));
			case 'add-destination':
				return within(change.match, entry =>
					addDestination(director, entry, destinationOf(change.destination, scale)),
				);
			case 'edit-destination':
				return within(change.match, entry =>
					editDestination(director, entry, destinationOf(change.destination, scale)),
				);
			case 'delete-destination':
				return within(change.match, entry =>
					deleteDestination(director, entry, {...placeOf(change), ...noSettings}),
				);
			case 'flush':
				return flush(director);
			case 'set-timeouts': {
				const {tcp, tcpFin, udp} = director.timeouts;
				const wanted = change.timeouts;
				director.timeouts = {
					tcp: wanted.tcp || tcp,
					tcpFin: wanted.tcpFin || tcpFin,
					udp: wanted.udp || udp,
				};
				return 0;
			}
			default:
				return 0;
		}
	};
	const within = (wanted: Match, work: (entry: ServiceEntry) => number): number => {
		const entry = findService(director, identityOf(wanted));
		return entry === undefined ? noSuchService : work(entry);
	};

	director.sysctls.expire_quiescent_template = expiresQuiescent ? 1 : 0;
	const beginning: readonly Change[] = [
		...(timeouts === undefined ? [] : [{kind: 'set-timeouts', timeouts} as const]),
		...(service === undefined ? [] : additionsOf(service)),
	];
	for (const change of beginning) {
		const refusal = enact(change);
		if (refusal !== 0) {
			return refusal;
		}
	}
	return {
		engine,
		service: () => findService(director, identityOf(match)),
		runTo: until => {
			clock.time = until;
			engine.catchUp();
		},
		enact,
	};
};

/** ESRCH */
const noSuchService = 3;

/** The engine's key of a service. */
export const engineKey = (match: Match): string => serviceKey(identityOf(match));

/** The list has the newest first, so the last one in it comes first. */
const additionsOf = ({service, destinations}: ServiceConfiguration): readonly Change[] => [
	{kind: 'add-service', service},
	...[...destinations.values()]
		.toReversed()
		.map(destination => ({kind: 'add-destination', match: service.match, destination}) as const),
];

const identityOf = (match: Match): ServiceIdentity => {
	const family = familyNumber[familyOfMatch(match)];
	return match.kind === 'mark'
		? {family, protocol: protocolOf(match), address: new Uint8Array(16), port: 0, mark: match.mark}
		: {
				family,
				protocol: match.protocol,
				address: wholeAddress(family, match.address.bytes),
				port: match.port,
				mark: 0,
			};
};

const settingsOf = (
	{match, scheduler, flags, timeout, netmask, persistenceEngine}: Service,
	isMasked: boolean,
): ServiceSettings => {
	const family = familyOfMatch(match);
	const mask = isMasked ? wholeNetmask(family) : netmask;
	return {
		scheduler,
		flags,
		flagsMask: 0xff_ff_ff_ff,
		timeout,
		netmask: family === 'ipv4' ? maskOf(mask) : mask,
		persistenceEngine,
	};
};

const destinationOf = (
	{address, port, method, weight, upperThreshold, lowerThreshold, tunnel}: Destination,
	scale: number,
): DestinationIdentity & DestinationSettings => ({
	...placeOf({address, port}),
	method,
	weight,
	upperThreshold: scaledLimit(upperThreshold, scale),
	lowerThreshold: scaledLimit(lowerThreshold, scale),
	tunnelType: tunnel.type,
	tunnelPort: tunnel.port,
	tunnelFlags: tunnel.flags,
});

/** 0 is none. */
export const scaledLimit = (limit: number, scale: number): number =>
	limit === 0 ? 0 : Math.max(1, Math.round(limit * scale));

const placeOf = ({address, port}: {address: Address; port: number}): DestinationIdentity => ({
	family: familyNumber[address.family],
	address: address.bytes,
	port,
});

const noSettings: DestinationSettings = {
	method: 0,
	weight: 0,
	upperThreshold: 0,
	lowerThreshold: 0,
	tunnelType: 0,
	tunnelPort: 0,
	tunnelFlags: 0,
};
