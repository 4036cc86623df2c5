import type {Daemon, DirectorInfo, Timeouts} from '../../model/director.ts';
import {littleEndian} from '../bytes.ts';
import {control, daemonRole, infoAttribute, topAttribute} from '../ids.ts';
import {readAttributes, type AttributeValue} from '../nest.ts';
import {eachAttribute} from '../netlink.ts';
import {daemonPolicy} from '../policy.ts';
import {attributesStart, contentOf, findNest, type Span} from './message.ts';

export const readInfo = (view: DataView, {start, end}: Span): DirectorInfo | undefined => {
	let version = -1;
	let connectionTableSize = -1;
	const stopped = eachAttribute(view, start + attributesStart, end, (id, from, to) => {
		if (to - from >= 4 && id === infoAttribute.version) {
			version = view.getUint32(from, littleEndian);
		} else if (to - from >= 4 && id === infoAttribute.connectionTableSize) {
			connectionTableSize = view.getUint32(from, littleEndian);
		}
	});
	return stopped === -1 && version >= 0 && connectionTableSize >= 0
		? {
				version: {
					major: (version >> 16) & 0xff,
					minor: (version >> 8) & 0xff,
					patch: version & 0xff,
				},
				connectionTableSize,
			}
		: undefined;
};

export const readTimeouts = (view: DataView, {start, end}: Span): Timeouts | undefined => {
	const values = new Map<number, number>();
	const stopped = eachAttribute(view, start + attributesStart, end, (id, from, to) => {
		if (to - from >= 4) {
			values.set(id, view.getUint32(from, littleEndian));
		}
	});
	const tcp = values.get(topAttribute.timeoutTcp);
	const tcpFin = values.get(topAttribute.timeoutTcpFin);
	const udp = values.get(topAttribute.timeoutUdp);
	return stopped === -1 && tcp !== undefined && tcpFin !== undefined && udp !== undefined
		? {tcp, tcpFin, udp}
		: undefined;
};

/** The number of the family in the controller's answer. */
export const readFamilyId = (view: DataView, {start, end}: Span): number | undefined => {
	let familyId: number | undefined;
	eachAttribute(view, start + attributesStart, end, (id, from, to) => {
		if (id === control.attribute.familyId && to - from >= 2) {
			familyId = view.getUint16(from, littleEndian);
		}
	});
	return familyId;
};

/** A running daemon; undefined when the message is malformed or its role unknown. */
export const readDaemon = (view: DataView, span: Span): Daemon | undefined => {
	const nest = findNest(view, span, topAttribute.daemon);
	const attributes =
		nest === -1 ? undefined : readAttributes(view, contentOf(view, nest), daemonPolicy);
	if (attributes === undefined || !attributes.ok) {
		return undefined;
	}
	const number = (name: string): number | undefined => {
		const value = attributes.value.get(name);
		return typeof value === 'number' ? value : undefined;
	};
	const role = number('role');
	const interfaceName = attributes.value.get('interface');
	const group = number('group');
	const group6 = attributes.value.get('group6');
	if (role === undefined || typeof interfaceName !== 'string') {
		return undefined;
	}
	return {
		role: role === daemonRole.master ? 'master' : 'backup',
		interface: interfaceName,
		syncId: number('syncId') ?? 0,
		maxLength: number('maxLength'),
		group: group === undefined ? bytesOf(group6) : ipv4Bytes(group),
		port: number('port'),
		ttl: number('ttl'),
	};
};

const bytesOf = (value: AttributeValue | undefined): Uint8Array | undefined =>
	value instanceof Uint8Array ? value : undefined;

const ipv4Bytes = (address: number): Uint8Array => {
	const bytes = new Uint8Array(4);
	new DataView(bytes.buffer).setUint32(0, address);
	return bytes;
};
