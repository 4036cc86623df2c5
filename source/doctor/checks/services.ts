import type {ServerFacts, ServiceFacts} from '../evidence.ts';
import {orOk, type Check, type Judgement} from '../finding.ts';
import {counted, keyOf, listed, portOf, serverName, servicesOf} from '../lookups.ts';

const isMark = ({service}: ServiceFacts): boolean => service.match.kind === 'mark';

/** The option and value that name a service on the command line. */
const named = (facts: ServiceFacts): string => {
	const {match} = facts.service;
	if (match.kind === 'mark') {
		return `-f ${match.mark}${match.family === 'ipv6' ? ' -6' : ''}`;
	}
	const [protocol = '', endpoint = ''] = keyOf(facts).split(' ');
	return `${{udp: '-u', sctp: '--sctp-service'}[protocol] ?? '-t'} ${endpoint}`;
};

export const emptyCheck: Check = {
	id: 'empty-service',
	title: 'has servers',
	why: 'a service without real servers, or with weight 0 on all of them, refuses every new connection',
	applies: evidence => servicesOf(evidence).length > 0,
	judge: evidence => {
		const services = servicesOf(evidence);
		return orOk(
			services.flatMap((facts): readonly Judgement[] => {
				const subject = keyOf(facts);
				const {servers} = facts;
				if (servers.length === 0) {
					// What refuses the rest of a network by a mark has none on purpose.
					return isMark(facts)
						? []
						: [
								{
									severity: 'fail',
									subject,
									evidence: 'has no real server',
									fix: [`# its first one: ipvs-tui -a ${named(facts)} -r ADDRESS:PORT -m`],
								},
							];
				}
				const [first] = servers;
				return first !== undefined && servers.every(({destination}) => destination.weight === 0)
					? [
							{
								severity: 'fail',
								subject,
								evidence: `${servers.length === 1 ? 'its only server has' : `all ${servers.length} servers have`} weight 0`,
								fix: [`ipvs-tui return ${named(facts)} -r ${serverName(first)} -w 1`],
							},
						]
					: [];
			}),
			counted(services.length, 'service'),
			'each has a server with a weight',
		);
	},
};

/** Active and inactive connections count. */
const load = ({active, inactive}: ServerFacts): number => active + inactive;

const isFull = (server: ServerFacts): boolean =>
	server.destination.upperThreshold > 0 && load(server) >= server.destination.upperThreshold;

export const thresholdCheck: Check = {
	id: 'thresholds',
	title: 'thresholds',
	why: 'at its upper threshold a real server gets no new connections, and when all are there the service refuses them; connections that are closing count too',
	applies: evidence =>
		evidence.isDetailed &&
		servicesOf(evidence).some(({servers}) =>
			servers.some(({destination}) => destination.upperThreshold > 0),
		),
	judge: evidence =>
		orOk(
			servicesOf(evidence).flatMap((facts): readonly Judgement[] => {
				const serving = facts.servers.filter(({destination}) => destination.weight > 0);
				const full = serving.filter(isFull);
				const [first] = full;
				if (first === undefined) {
					return [];
				}
				const isRefusing = full.length === serving.length;
				return [
					{
						severity: isRefusing ? 'fail' : 'warn',
						subject: keyOf(facts),
						evidence: `${isRefusing ? 'refuses new connections' : `${full.length} of ${serving.length} servers take no new connections`}: ${listed(full.map(server => `${serverName(server)} has ${load(server)} of at most ${server.destination.upperThreshold}`))}`,
						fix: [
							'# more servers, or a higher threshold (-x), with all other settings as they are:',
							`ipvs-tui save --full | grep -e '${serverName(first)} '`,
						],
					},
				];
			}),
			'thresholds',
			'none is reached',
		),
};

export const portZeroCheck: Check = {
	id: 'port-zero',
	title: 'all ports',
	why: 'a service on port 0 takes every port of its address that has no service of its own, those for this host itself too; a port that was forgotten makes one',
	applies: evidence => servicesOf(evidence).length > 0,
	judge: evidence => {
		const services = servicesOf(evidence);
		const wide = services.filter(facts => !isMark(facts) && portOf(facts.service.match) === 0);
		return orOk(
			wide.map((facts): Judgement => {
				const fixed = facts.servers.filter(({destination}) => destination.port !== 0);
				return {
					severity: 'warn',
					subject: keyOf(facts),
					evidence:
						fixed.length === 0
							? 'every port of the address'
							: `every port of the address, all of them to ${listed(fixed.map(serverName))}`,
					fix: [
						`ipvs-tui -D ${named(facts)} # if one port was meant; then add the service with its port`,
					],
				};
			}),
			counted(services.length, 'service'),
			'each has a port or a mark',
		);
	},
};
