import {addressText} from '../model/address.ts';
import type {Daemon, DirectorInfo, Timeouts, Version} from '../model/director.ts';

/** The line that -L prints before the table. */
export const directorLine = ({version, connectionTableSize}: DirectorInfo): string =>
	`IP Virtual Server version ${versionText(version)} (size=${connectionTableSize})\n`;

export const timeoutsText = ({tcp, tcpFin, udp}: Timeouts): string =>
	`Timeout (tcp tcpfin udp): ${tcp} ${tcpFin} ${udp}\n`;

/** A line for each running daemon; nothing when none runs. */
export const daemonsText = (daemons: readonly Daemon[]): string =>
	daemons.map(daemon => `${daemon.role} sync daemon (${daemonSettings(daemon)})\n`).join('');

const daemonSettings = (daemon: Daemon): string => {
	const {maxLength, group, port, ttl} = daemon;
	let text = `mcast=${daemon.interface}, syncid=${daemon.syncId}`;
	text += maxLength ? `, maxlen=${maxLength}` : '';
	text += group === undefined ? '' : `, group=${groupText(group)}`;
	text += port ? `, port=${port}` : '';
	return ttl ? `${text}, ttl=${ttl}` : text;
};

const groupText = (bytes: Uint8Array): string =>
	addressText({family: bytes.length === 16 ? 'ipv6' : 'ipv4', bytes});

const versionText = ({major, minor, patch}: Version): string => `${major}.${minor}.${patch}`;
