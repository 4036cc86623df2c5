import {familyNumber} from '../../model/address.ts';
import {protocols} from '../../model/service.ts';
import {serviceKey} from '../table.ts';
import type {ServiceEntry} from '../entries.ts';
import type {Director} from '../state.ts';
import type {Packet} from './packet.ts';

const ftp = 21;
const ftpData = 20;
const firstUnprivileged = 1024;

/**
The service that a packet is for: by its mark, else by address and port, else the FTP service for what may be FTP's data, else the
address's service of port 0.

@param target - number of the packet's target
@source kernel net/netfilter/ipvs/ip_vs_ctl.c, ip_vs_service_find
*/
export const serviceFor = (
	director: Director,
	packet: Packet,
	target: number,
): ServiceEntry | undefined => {
	const {protocol, targetPort, mark} = packet;
	if (mark !== 0) {
		const marked = markedService(director, packet);
		if (marked !== undefined) {
			return marked;
		}
	}
	const exact = listener(director, packet, target);
	if (exact !== undefined) {
		return exact;
	}
	const isMaybeFtp =
		protocol === protocols.tcp && (targetPort === ftpData || targetPort >= firstUnprivileged);
	return (isMaybeFtp ? onPort(director, packet, ftp) : undefined) ?? onPort(director, packet, 0);
};

const markedService = ({services}: Director, {family, protocol, mark}: Packet) =>
	services.get(serviceKey({family, protocol, address: new Uint8Array(16), port: 0, mark}));

/** The service of just this address and port: mostly the one that was found before. */
const listener = (director: Director, packet: Packet, target: number): ServiceEntry | undefined => {
	const {listeners} = director.connections;
	const known = listeners[target];
	if (known !== undefined && director.services.get(known.key) === known) {
		return known;
	}
	const found = onPort(director, packet, packet.targetPort);
	listeners[target] = found;
	return found;
};

const onPort = (
	{services}: Director,
	{family, protocol, target}: Packet,
	port: number,
): ServiceEntry | undefined =>
	services.get(serviceKey({family, protocol, address: bytesOf(family, target), port, mark: 0}));

/** Sixteen bytes, of which IPv4 fills the first four. */
const bytesOf = (family: number, words: ArrayLike<number>): Uint8Array => {
	const bytes = new Uint8Array(16);
	const view = new DataView(bytes.buffer);
	const count = family === familyNumber.ipv6 ? 4 : 1;
	for (let word = 0; word < count; word += 1) {
		view.setUint32(word * 4, words[word]!);
	}
	return bytes;
};
