import type {Wanted} from './route.ts';

/* Units for systemd. A service of type notify is told to be alive by NOTIFY_SOCKET. */

/** Ends without touching the table. */
export const careUnit = (command: readonly string[]): string => `[Unit]
Description=Health checks of IPVS services
Wants=network-online.target
After=network-online.target

[Service]
Type=notify
NotifyAccess=all
ExecStart=${commandLine(command)}
ExecReload=/bin/kill -HUP $MAINPID
Restart=always
RestartSec=2
WatchdogSec=30
StateDirectory=ipvs-tui
StateDirectoryMode=0711
LimitNOFILE=65536
CapabilityBoundingSet=CAP_NET_ADMIN CAP_NET_RAW CAP_SYS_MODULE${command.includes('--netns') ? ' CAP_SYS_ADMIN' : ''}
ProtectHome=read-only
ProtectSystem=full

[Install]
WantedBy=multi-user.target
`;

/** Writes to /proc/sys, /etc and /var, and ends without taking anything away. */
export const setupUnit = (command: readonly string[]): string => `[Unit]
Description=What this host needs for its IPVS services
After=network.target

[Service]
ExecStart=${commandLine(command)}
Restart=on-failure
RestartSec=10

[Install]
WantedBy=multi-user.target
`;

/** What stands before a word so that it is about the same director. */
export const leadingWords = (wanted: Wanted): readonly string[] =>
	wanted.networkNamespace === undefined ? [] : ['--netns', wanted.networkNamespace];

const commandLine = (command: readonly string[]): string => command.map(quoted).join(' ');

/** As systemd reads a command line: $ and % begin something there. */
const quoted = (word: string): string => {
	const escaped = word.replaceAll('%', '%%').replaceAll('$', '$$$$');
	return /^[\w@%+=:,./$-]+$/.test(escaped)
		? escaped
		: `"${escaped.replaceAll('\\', '\\\\').replaceAll('"', '\\"')}"`;
};
