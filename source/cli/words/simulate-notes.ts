import type {Change} from '../../model/change.ts';
import {destinationKey, forwarding} from '../../model/destination.ts';
import {matchKey} from '../../model/service.ts';
import type {ServiceConfiguration} from '../../plan/configuration.ts';
import type {SimulatedServer, SimulatedService, Threshold} from '../../simulate/result.ts';
import {counted} from './carry-out.ts';
import {durationText, durationsText, numberText, percentText} from './simulate-numbers.ts';

/** What there is to say of a service as a whole, one sentence each. */
export const serviceNotes = (service: SimulatedService, hasChanges: boolean): readonly string[] => {
	const {refusedNow, refusedThen, schedulerThen, persistenceThen, clients, rateSource} = service;
	if (schedulerThen === null) {
		const cut = service.servers.reduce((total, {connections}) => total + connections, 0);
		return [
			`The service is gone: its clients are refused, and its connections are cut (${cut} now).`,
		];
	}
	return [
		...(refusedThen.high > 0
			? [
					`${refusedThen.low === 1 ? 'Nobody who comes finds a server' : `${percentText(refusedThen)} of the new connections find no server`}${hasChanges ? ` (${refusedNow.high > 0 ? percentText(refusedNow) : 'none'} without the changes)` : ''}.`,
				]
			: []),
		...(persistenceThen !== null && hasChanges
			? [
					`Persistence: clients go back to the server that they know for ${durationText(persistenceThen)} after they came last, so shares follow the weights late.`,
				]
			: []),
		...(hasChanges ? netmaskNotes(service) : []),
		...(byClient.has(schedulerThen) && rateSource !== 'scenario'
			? [`The shares of ${schedulerThen} depend on who comes: ${clients} clients are assumed.`]
			: []),
	];
};

const netmaskNotes = ({
	netmaskNow,
	netmaskThen,
	networksNow,
	networksThen,
	clients,
	rateSource,
}: SimulatedService): readonly string[] => {
	if (netmaskThen === null || netmaskThen === (netmaskNow ?? wholeOf(netmaskThen))) {
		return [];
	}
	const change = `The persistence mask becomes ${netmaskThen}${netmaskNow === null ? '' : ` (${netmaskNow} now)`}: clients of one network go to one server together`;
	return networksNow === null || networksThen === null
		? [
				`${change}. Of this traffic (${rateSource}) nobody knows which clients are neighbours, so the numbers here are without it: ${isWider(netmaskThen, netmaskNow) ? 'expect fewer and larger groups than' : 'expect more and smaller groups than'} the ${clients} of now, and shares that are ${isWider(netmaskThen, netmaskNow) ? 'less' : 'more'} even.`,
			]
		: [
				`${change}. The ${clients} clients are ${counted(networksThen, 'such network')}, ${networksNow} now: that is in the numbers.`,
			];
};

const wholeOf = (netmask: string): string => (netmask.includes('.') ? '255.255.255.255' : '128');

/** Whether more clients are in one network. */
const isWider = (netmask: string, before: string | null): boolean =>
	bitsOf(netmask) < bitsOf(before ?? wholeOf(netmask));

const bitsOf = (netmask: string): number =>
	netmask.includes('.')
		? netmask
				.split('.')
				.reduce((bits, byte) => bits + Number(byte).toString(2).replaceAll('0', '').length, 0)
		: Number(netmask);

/** They always send a client to the same server. */
const byClient: ReadonlySet<string> = new Set(['sh', 'mh']);

type Context = {
	readonly service: SimulatedService;
	readonly seeds: number;
	readonly hasChanges: boolean;
	readonly changes: readonly Change[];
	readonly before: ServiceConfiguration | undefined;
	/** Seconds. */
	readonly tcpTimeout: number | undefined;
};

/** The same of a server. */
export const serverNotes = (server: SimulatedServer, context: Context): readonly string[] => [
	...methodNotes(server, context),
	...thresholdNotes(server, context),
	...emptyingNotes(server, context),
];

/** `-e … -w 0` without -m is a trap of ipvsadm's grammar. */
const methodNotes = (
	{server}: SimulatedServer,
	{changes, before, service}: Context,
): readonly string[] => {
	const methodBefore = before?.destinations.get(server)?.method;
	const isTrap = changes.some(
		change =>
			change.kind === 'edit-destination' &&
			matchKey(change.match) === service.service &&
			destinationKey(change.destination.address, change.destination.port) === server &&
			methodBefore === forwarding.masquerading &&
			change.destination.method === forwarding.directRouting,
	);
	return isTrap
		? [
				`${server} would also turn from masquerading to direct routing: an edit without -m does that.`,
			]
		: [];
};

const thresholdNotes = (
	{server, thresholdNow, thresholdThen}: SimulatedServer,
	{seeds, hasChanges}: Context,
): readonly string[] => {
	const {limit = 0, after = null, runs = 0} = thresholdThen ?? {};
	if (after === null) {
		return [];
	}
	const some = runs < seeds ? ` in ${runs} of ${seeds} runs` : '';
	const also = hasChanges && isReached(thresholdNow) ? ' (without the changes too)' : '';
	return after.high < 1
		? [
				`${server} is at its upper threshold of ${limit} connections from the beginning${some}${also}.`,
			]
		: [
				`${server} reaches its upper threshold of ${limit} connections after ${durationsText(after)}${some}${also}.`,
			];
};

const isReached = (threshold: Threshold | null): boolean => (threshold?.runs ?? 0) > 0;

/** Only a scenario says how many clients never close. */
const tellsSilence = ({service, rateSource}: SimulatedService): boolean =>
	service.startsWith('tcp ') && rateSource !== 'scenario';

const emptyingNotes = (
	{server, emptying, connections}: SimulatedServer,
	{seeds, service, tcpTimeout}: Context,
): readonly string[] => {
	if (service.schedulerThen === null) {
		return [];
	}
	switch (emptying?.kind) {
		case undefined:
			return [];
		case 'cut':
			return [
				connections === 0
					? `${server} is taken away; it has no connections.`
					: `${server} is taken away: its ${connections} connections are cut.`,
			];
		case 'empty':
			return [
				emptying.seconds.high === 0
					? `${server} has weight 0 and is empty.`
					: `${server} is empty after ${durationsText(emptying.seconds)}${tellsSilence(service) && tcpTimeout !== undefined ? `, if all clients close: one that vanishes holds it for ${durationText(tcpTimeout)}` : ''}.`,
			];
		case 'lasting': {
			const {seconds, runs, templates} = emptying;
			const some = runs < seeds ? ` in ${runs} of ${seeds} runs` : '';
			const sticky =
				templates.high > 0
					? ` and ${numberText(templates)} persistence templates: its clients come back to it`
					: '';
			return [
				`${server} is not empty after ${durationText(seconds)}${some}: it still has ${numberText(emptying.connections)} connections${sticky}.`,
			];
		}
	}
};
