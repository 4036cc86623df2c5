import {viewOf} from '../wire/bytes.ts';
import {daemonRole, errno} from '../wire/ids.ts';
import type {Attributes} from '../wire/nest.ts';
import {isMulticast} from './address.ts';
import type {Director} from './state.ts';

/** @source kernel include/net/ip_vs.h, IP_VS_SYNC_GROUP 224.0.0.81 and IP_VS_SYNC_PORT */
const defaults = {group: Uint8Array.of(224, 0, 0, 81), port: 8848, ttl: 1, mtu: 1500} as const;
const headerLengths = {ipv4: 28, ipv6: 48} as const;
const longest = 65_535;
const shortestBackup = 1024;

/** Starts a synchronisation daemon. @source kernel ip_vs_genl_new_daemon and start_sync_thread */
export const startDaemon = (director: Director, attributes: Attributes): number => {
	const role = attributes.get('role') as number | undefined;
	const name = attributes.get('interface') as string | undefined;
	const syncId = attributes.get('syncId') as number | undefined;
	if (role === undefined || name === undefined || syncId === undefined) {
		return errno.EINVAL;
	}
	const group = groupIn(attributes);
	if ((group !== undefined && !isMulticast(group)) || director.mixedDestinations > 0) {
		return errno.EINVAL;
	}
	const mtu = director.settings.interfaces[name];
	if (mtu === undefined) {
		return errno.ENODEV;
	}
	if (role !== daemonRole.master && role !== daemonRole.backup) {
		return errno.EINVAL;
	}
	if (director.daemons.has(role)) {
		return errno.EEXIST;
	}
	director.daemons.set(role, {
		interface: name,
		syncId,
		maxLength: lengthFor({
			wanted: (attributes.get('maxLength') ?? 0) as number,
			header: group?.length === 16 ? headerLengths.ipv6 : headerLengths.ipv4,
			isBackup: role === daemonRole.backup,
			mtu,
		}),
		group: group ?? defaults.group,
		port: ((attributes.get('port') ?? 0) as number) || defaults.port,
		ttl: ((attributes.get('ttl') ?? 0) as number) || defaults.ttl,
	});
	return 0;
};

export const stopDaemon = (director: Director, attributes: Attributes): number => {
	const role = attributes.get('role');
	if (role !== daemonRole.master && role !== daemonRole.backup) {
		return errno.EINVAL;
	}
	return director.daemons.delete(role) ? 0 : errno.ESRCH;
};

/** The IPv4 one counts when there are both. */
const groupIn = (attributes: Attributes): Uint8Array | undefined => {
	const group = attributes.get('group') as number | undefined;
	if (group === undefined) {
		return attributes.get('group6') as Uint8Array | undefined;
	}
	const bytes = new Uint8Array(4);
	viewOf(bytes).setUint32(0, group);
	return bytes;
};

/** A backup listens for messages as long as its interface carries; a master does not write longer ones than everybody takes. */
const lengthFor = ({
	wanted,
	header,
	isBackup,
	mtu,
}: {
	wanted: number;
	header: number;
	isBackup: boolean;
	mtu: number;
}): number => {
	if (wanted === 0) {
		return (isBackup ? clamp(mtu, defaults.mtu, longest) : defaults.mtu) - header;
	}
	return clamp(wanted, isBackup ? shortestBackup : 1, longest - header);
};

const clamp = (value: number, low: number, high: number): number =>
	Math.min(Math.max(value, low), high);
