import {addressText, type Address} from '../../model/address.ts';
import {forwarding} from '../../model/destination.ts';
import {endpointText} from '../../model/service.ts';
import type {Evidence} from '../evidence.ts';
import {judged, orOk, type Check, type Judgement} from '../finding.ts';
import {
	counted,
	directMethods,
	isTcp,
	keyOf,
	listed,
	pairsBy,
	pairsOf,
	portOf,
	routeTo,
	serverName,
	type Pair,
} from '../lookups.ts';

export const portCheck: Check = {
	id: 'direct-port',
	title: 'port of DR, TUN',
	why: 'direct routing and tunneling do not touch the packet: the real server gets it on the port that the client asked for, whatever the table says',
	applies: evidence => pairsBy(evidence, ...directMethods).length > 0,
	judge: evidence => {
		const pairs = pairsBy(evidence, ...directMethods);
		return orOk(
			pairs
				.filter(({service, server}) => {
					const port = portOf(service.service.match);
					return port !== 0 && server.destination.port !== port;
				})
				.map(({service, server}): Judgement => ({
					severity: 'fail',
					subject: serverName(server),
					evidence: `port ${server.destination.port} behind ${keyOf(service)}: packets arrive on port ${portOf(service.service.match)}`,
					fix: [
						`# let the server listen on port ${portOf(service.service.match)}, or use masquerading:`,
						`ipvs-tui -e ${flagsOf(service.service.match)} -r ${serverName(server)} -m -w ${server.destination.weight}`,
					],
				})),
			counted(pairs.length, 'real server'),
			'the port of the service',
		);
	},
};

const flagsOf = (match: Pair['service']['service']['match']): string => {
	if (match.kind === 'mark') {
		return `-f ${match.mark}${match.family === 'ipv6' ? ' -6' : ''}`;
	}
	const letter = match.protocol === 17 ? '-u' : '-t';
	return `${letter} ${endpointText(match.address, match.port)}`;
};

export const answerCheck: Check = {
	id: 'server-answers',
	title: 'servers answer',
	why: 'IPVS does not look whether a real server lives: clients that are sent to a dead one wait in vain',
	applies: evidence => pairsOf(evidence).length > 0,
	judge: evidence => {
		const pairs = pairsOf(evidence);
		const problems = pairs.flatMap(pair => problemOf(evidence, pair));
		const {probes} = evidence;
		const untried = probes.isSeen
			? pairs.filter(
					pair =>
						isTcp(pair.service) && isProbed(pair) && !probes.value.has(serverName(pair.server)),
				)
			: [];
		return [
			...orOk(
				problems,
				counted(pairs.length, 'real server'),
				probes.isSeen ? answered(evidence, pairs) : 'a route to each, and no dead neighbour',
			),
			...(probes.isSeen
				? []
				: [
						{
							severity: 'unknown',
							subject: 'TCP',
							evidence: `not tried: ${probes.because}`,
						} as const,
					]),
			...(untried.length === 0
				? []
				: [
						{
							severity: 'unknown',
							subject: listed(untried.map(({server}) => serverName(server))),
							evidence: `${untried.length} more were not tried: at most a few hundred are`,
						} as const,
					]),
		];
	},
};

const answered = ({probes}: Evidence, pairs: readonly Pair[]): string => {
	const tried = probes.isSeen
		? pairs.filter(({server}) => probes.value.has(serverName(server))).length
		: 0;
	return `${tried} answer on TCP${tried < pairs.length ? `, ${pairs.length - tried} have a route` : ''}`;
};

const isProbed = ({server}: Pair): boolean => server.destination.port !== 0;

const problemOf = (evidence: Evidence, pair: Pair): readonly Judgement[] => {
	const {address, weight} = pair.server.destination;
	const subject = serverName(pair.server);
	const text = addressText(address);
	/** A server that takes no new connections hurts nobody by being away. */
	const severity = weight === 0 ? 'warn' : 'fail';
	const drained = weight === 0 ? ' (its weight is 0)' : '';
	const route = routeTo(evidence, address);
	if (route?.kind === 'none') {
		return [
			{
				severity,
				subject,
				evidence: `${noRoute(route.says)}${drained}`,
				fix: routeFix(address, route.says),
			},
		];
	}
	const probe =
		evidence.probes.isSeen && isTcp(pair.service) ? evidence.probes.value.get(subject) : undefined;
	if (probe === 'answers') {
		return [];
	}
	const hop = route?.kind === 'unicast' ? (route.gateway ?? text) : text;
	const state = evidence.neighbours.isSeen ? evidence.neighbours.value.get(hop) : undefined;
	if (state === 'FAILED' || (state === 'INCOMPLETE' && probe !== undefined)) {
		const who = hop === text ? 'it' : `its gateway ${hop}`;
		return [
			{
				severity,
				subject,
				evidence: `${who} does not answer on the link (${state})${drained}`,
				fix: [`ip neighbour show ${hop}`, `ping -c 3 ${hop}`],
			},
		];
	}
	const isByHand = state === 'PERMANENT' && route?.kind === 'unicast' && probe !== 'refused';
	if (isByHand && probe !== undefined) {
		return [
			{
				severity,
				subject,
				evidence: `does not answer, and the hardware address of ${hop} was set by hand (PERMANENT)${drained}`,
				fix: [`ip neighbour del ${hop} dev ${route.device}`],
			},
		];
	}
	return probe === undefined ? [] : refusedOrSilent(pair, {probe, severity, drained});
};

/** Routes that say no, by what the kernel answers when it is asked for one. */
const refusing: Readonly<Record<string, string>> = {
	'invalid argument': 'blackhole',
	'no route to host': 'unreachable',
	'permission denied': 'prohibit',
};

const noRoute = (says: string): string =>
	refusing[says] === undefined
		? `no route to it: ${says}`
		: `no route to it: one of the type ${refusing[says]} is in the way`;

const routeFix = (address: Address, says: string): readonly string[] => {
	const type = refusing[says];
	const ip = address.family === 'ipv6' ? 'ip -6' : 'ip';
	const text = addressText(address);
	return type === undefined
		? [`${ip} route get ${text}`]
		: [`${ip} route del $(${ip} route show type ${type} to match ${text} | tail -n 1)`];
};

const refusedOrSilent = (
	{service, server}: Pair,
	{
		probe,
		severity,
		drained,
	}: {probe: 'refused' | 'silent' | 'unreachable'; severity: 'fail' | 'warn'; drained: string},
): readonly Judgement[] => {
	const subject = serverName(server);
	const isDirect = directMethods.some(method => method === server.destination.method);
	const says = {
		refused: 'refuses TCP connections from here',
		silent: 'does not answer TCP connections from here in time',
		unreachable: 'is unreachable from here',
	}[probe];
	const fix = [`curl -v --max-time 3 telnet://${subject}`, `# on the server: ss -ltn`];
	return [
		isDirect && probe === 'refused'
			? {
					// It may listen on the virtual address alone, which cannot be tried from here.
					severity: 'warn',
					subject,
					evidence: `${says}${drained}, for ${keyOf(service)}`,
					why: `direct routing and tunneling cannot change the port: the server must listen on port ${server.destination.port} of the virtual address`,
					fix,
				}
			: {severity, subject, evidence: `${says}${drained}, for ${keyOf(service)}`, fix},
	];
};

export const routeCheck: Check = {
	id: 'server-link',
	title: 'DR on the link',
	why: 'direct routing sends the frame to the real server itself, so it must be on a link of this host; behind a router the packet comes back here',
	applies: evidence => pairsBy(evidence, forwarding.directRouting).length > 0,
	judge: evidence =>
		judged('direct routing', evidence.routes, () =>
			orOk(
				pairsBy(evidence, forwarding.directRouting).flatMap(({server}): readonly Judgement[] => {
					const route = routeTo(evidence, server.destination.address);
					return route?.kind === 'unicast' && route.gateway !== undefined
						? [
								{
									severity: 'fail',
									subject: serverName(server),
									evidence: `is behind the router ${route.gateway}`,
									fix: ['# use tunneling (-i) for it, or a link of its network'],
								},
							]
						: [];
				}),
				'direct routing',
				'every real server is on a link',
			),
		),
};
