import {familyNumber} from '../model/address.ts';
import {forwarding} from '../model/destination.ts';
import {serviceFlag} from '../model/service.ts';
import {version} from './answers.ts';
import {applicationsText} from './applications.ts';
import {maskOf} from './connections/templates.ts';
import {connectionLines} from './connections/text.ts';
import {addressText, hex, protocolName} from './numbers.ts';
import type {DestinationEntry, ServiceEntry} from './entries.ts';
import type {Director} from './state.ts';
import {counted, shown} from './statistics.ts';
import {listDestinations, listServices} from './table.ts';

/**
The files of the kernel's IPVS in pieces, byte for byte with their trailing blanks.

@source kernel net/netfilter/ipvs/ip_vs_ctl.c and ip_vs_conn.c, the *_seq_show functions
*/
export const files: Readonly<Record<string, (director: Director) => Iterable<string>>> = {
	'/proc/net/ip_vs': tableLines,
	'/proc/net/ip_vs_app': director => [applicationsText(director)],
	'/proc/net/ip_vs_stats': director => [totals(director)],
	'/proc/net/ip_vs_stats_percpu': director => [perProcessor(director)],
	'/proc/net/ip_vs_conn': director => connectionLines(director, false),
	'/proc/net/ip_vs_conn_sync': director => connectionLines(director, true),
};

/** A piece is a service with its destinations, or with the first of them when there are many. */
function* tableLines(director: Director): Iterable<string> {
	const size = director.settings.connectionTableSize;
	yield (
		`IP Virtual Server version ${version.text} (size=${size})\n` +
		'Prot LocalAddress:Port Scheduler Flags\n' +
		'  -> RemoteAddress:Port Forward Weight ActiveConn InActConn\n'
	);
	for (const service of listServices(director)) {
		const destinations = listDestinations(service);
		yield serviceLine(service) + linesOf(destinations.slice(0, linesAPiece));
		for (let first = linesAPiece; first < destinations.length; first += linesAPiece) {
			yield linesOf(destinations.slice(first, first + linesAPiece));
		}
	}
}

const linesAPiece = 512;

const linesOf = (destinations: readonly DestinationEntry[]): string =>
	destinations.map(destinationLine).join('');

const serviceLine = (service: ServiceEntry): string => {
	const {family, mark, protocol, address, port, flags, timeout, netmask} = service;
	const scheduler = service.scheduler || 'none';
	const onePacket = (flags & serviceFlag.onePacket) === 0 ? '' : 'ops ';
	const persistence =
		(flags & serviceFlag.persistent) === 0
			? ''
			: `persistent ${timeout | 0} ${hex(maskOf(netmask), 8)}`;
	if (mark !== 0) {
		return `FWM  ${hex(mark, 8)} ${scheduler} ${onePacket}${persistence}\n`;
	}
	// The kernel forgets the one-packet mark of IPv6 services here.
	return family === familyNumber.ipv6
		? `${protocolName(protocol)}  [${addressText(family, address)}]:${hex(port, 4)} ${scheduler} ${persistence}\n`
		: `${protocolName(protocol)}  ${addressText(family, address)}:${hex(port, 4)} ${scheduler} ${onePacket} ${persistence}\n`;
};

const destinationLine = (destination: DestinationEntry): string => {
	const {family, address, port, method, weight, active, inactive} = destination;
	const text = addressText(family, address);
	const endpoint = `${family === familyNumber.ipv6 ? `[${text}]` : text}:${hex(port, 4)}`;
	const forward = forwardNames[method] ?? 'Masq';
	return `  -> ${endpoint}      ${forward.padEnd(7)} ${String(weight).padEnd(6)} ${String(active).padEnd(10)} ${String(inactive).padEnd(10)}\n`;
};

const forwardNames: Readonly<Record<number, string>> = {
	[forwarding.local]: 'Local',
	[forwarding.tunneling]: 'Tunnel',
	[forwarding.directRouting]: 'Route',
};

const totals = (director: Director): string => {
	const {counters, rates} = shownTotals(director);
	return `   Total Incoming Outgoing         Incoming         Outgoing
   Conns  Packets  Packets            Bytes            Bytes
${numbersLine(counters)}

 Conns/s   Pkts/s   Pkts/s          Bytes/s          Bytes/s
${numbersLine(rates)}
`;
};

/** One processor, whose numbers are those of this moment and are never zeroed. */
const perProcessor = (director: Director): string => {
	const {counters, rates} = shownTotals(director);
	return `       Total Incoming Outgoing         Incoming         Outgoing
CPU    Conns  Packets  Packets            Bytes            Bytes
  0 ${numbersLine(counted(director.statistics, director.totals))}
  ~ ${numbersLine(counters)}

     Conns/s   Pkts/s   Pkts/s          Bytes/s          Bytes/s
    ${numbersLine(rates)}
`;
};

const shownTotals = ({statistics, totals: row}: Director) => {
	const numbers = shown(statistics, row);
	return {counters: numbers.slice(0, 5), rates: numbers.slice(5)};
};

const numbersLine = (numbers: Float64Array): string =>
	Array.from(numbers, (number, index) =>
		number
			.toString(16)
			.toUpperCase()
			.padStart(index < 3 ? 8 : 16),
	).join(' ');
