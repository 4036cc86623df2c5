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

@source kernel net/netfilter/ipvs/ip_vs_ctl.c, ip_vs_service_find
*/
export const serviceFor = (director: Director, packet: Packet): ServiceEntry | undefined => {
	const {services} = director;
	const {family, protocol, target, targetPort, mark} = packet;
	if (mark !== 0) {
		const marked = services.get(
			serviceKey({family, protocol, address: new Uint8Array(16), port: 0, mark}),
		);
		if (marked !== undefined) {
			return marked;
		}
	}
	const address = bytesOf(family, target);
	const on = (port: number): ServiceEntry | undefined =>
		services.get(serviceKey({family, protocol, address, port, mark: 0}));
	const isMaybeFtp =
		protocol === protocols.tcp && (targetPort === ftpData || targetPort >= firstUnprivileged);
	return on(targetPort) ?? (isMaybeFtp ? on(ftp) : undefined) ?? on(0);
};

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
