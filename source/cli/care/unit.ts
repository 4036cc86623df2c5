/** A unit for systemd. The program is told to be alive by NOTIFY_SOCKET, and ends without touching the table. */
export const unitText = (command: readonly string[]): string => `[Unit]
Description=Health checks of IPVS services
Wants=network-online.target
After=network-online.target

[Service]
Type=notify
NotifyAccess=all
ExecStart=${command.map(quoted).join(' ')}
ExecReload=/bin/kill -HUP $MAINPID
Restart=always
RestartSec=2
WatchdogSec=30
StateDirectory=ipvs-tui
StateDirectoryMode=0700
LimitNOFILE=65536
CapabilityBoundingSet=CAP_NET_ADMIN CAP_NET_RAW CAP_SYS_MODULE
ProtectHome=read-only
ProtectSystem=full

[Install]
WantedBy=multi-user.target
`;

/** As systemd reads a command line: $ and % begin something there. */
const quoted = (word: string): string => {
	const escaped = word.replaceAll('%', '%%').replaceAll('$', '$$$$');
	return /^[\w@%+=:,./$-]+$/.test(escaped)
		? escaped
		: `"${escaped.replaceAll('\\', '\\\\').replaceAll('"', '\\"')}"`;
};
