/** A line up to the cursor and all that may be offered there, in any order. The same for every shell. */
export type CompletionCase = {
	readonly line: string;
	readonly offers: readonly string[];
};

const words = (text: string): readonly string[] => text.split(/\s+/).filter(word => word !== '');

const ownWords =
	'tui save restore apply diff import list stats connections doctor simulate setup care drain return config install-links completion';
const screenOptions = '--config --theme --ascii --read-only --label --plain';
const commands = `-A --add-service -E --edit-service -D --delete-service -C --clear -L -l --list -a --add-server -d
	--delete-server -e --edit-server --set --start-daemon --stop-daemon -R --restore -S --save -Z --zero -h --help -v --version`;
const service = '-t --tcp-service -u --udp-service --sctp-service -f --fwmark-service';
const serviceSettings = '-s --scheduler -b --sched-flags -p --persistent -M --netmask --pe';
const methods = '-g --gatewaying -i --ipip -m --masquerading';
const serverSettings = '-w --weight -x --u-threshold -y --l-threshold';
const schedulers = 'rr wrr lc wlc lblc lblcr dh sh sed nq fo ovf mh twos';
const layout = '-X --exact --persistent-conn --tun-info --sort --nosort --syncid';
const counters = '--stats --rate --thresholds';

/** What is known of the table comes from the demo director: no kernel takes part. */
export const completionCases: readonly CompletionCase[] = (
	[
		// What begins a line.
		[
			'ipvs-tui ',
			`${ownWords} --demo --seed --speed --listen --connect --netns --interval ${screenOptions} ${commands}`,
		],
		['ipvsadm ', commands],
		['ipvs-tui dr', 'drain'],
		['ipvsadm dr', ''],
		['ipvs-tui --de', '--demo --delete-service --delete-server'],
		[
			'ipvs-tui --demo empty ',
			`${ownWords} --seed --speed --listen --connect --netns --interval ${screenOptions} ${commands}`,
		],
		['ipvs-tui --seed ', ''],
		['ipvs-tui --demo=e', '--demo=empty'],
		['ipvs-tui --interval 3 ', screenOptions],
		['ipvs-tui --theme high', 'high-contrast'],
		// Only options that are legal with the command, and those not yet given.
		['ipvs-tui -A ', `${service} ${serviceSettings}`],
		['ipvsadm -A ', `${service} ${serviceSettings}`],
		['ipvs-tui --add-service --tcp-service=192.0.2.1:80 ', serviceSettings],
		['ipvs-tui -A -t 192.0.2.1:80 -s rr -p ', '-b --sched-flags -M --netmask --pe'],
		['ipvs-tui -A -t 192.0.2.1:80 -s rr -p 60 ', '-b --sched-flags -M --netmask --pe'],
		['ipvs-tui -At192.0.2.1:80 -srr -p60 -M 255.0.0.0 ', '-b --sched-flags --pe'],
		['ipvs-tui -A -f 1 ', `-6 --ipv6 ${serviceSettings} -o --ops`],
		['ipvs-tui -A -u 192.0.2.1:53 -o -', serviceSettings],
		['ipvs-tui -D -t 192.0.2.1:80 ', ''],
		['ipvs-tui -a -t 192.0.2.1:80 -r 10.0.0.1 ', `${methods} ${serverSettings}`],
		['ipvs-tui -a -t 192.0.2.1:80 -r 10.0.0.1 -i ', `--tun-type ${serverSettings}`],
		[
			'ipvs-tui -a -t 192.0.2.1:80 -r 10.0.0.1 -i --tun-type gue --tun-csum ',
			`--tun-port ${serverSettings}`,
		],
		['ipvs-tui -d -t 192.0.2.1:80 ', '-r --real-server'],
		[
			'ipvs-tui -L ',
			`${service} -n --numeric -c --connection --timeout --daemon ${counters} ${layout}`,
		],
		['ipvs-tui -Lnc ', layout],
		['ipvs-tui -Ln --stats ', `${service} --rate --thresholds ${layout}`],
		['ipvs-tui -Ln --timeout --', '--exact --tun-info --sort --nosort --syncid'],
		['ipvs-tui -S ', '-n --numeric'],
		['ipvs-tui -C ', ''],
		['ipvs-tui --set ', ''],
		['ipvs-tui save ', '--full'],
		['ipvs-tui simulate --s', '--seeds'],
		['ipvs-tui setup --backend ', 'iptables nftables'],
		['ipvs-tui doctor --json ', '--for --no-probe --arp'],
		['ipvs-tui drain ', `${service} -r --real-server --wait --timeout`],
		['ipvs-tui drain -t 192.0.2.1:80 -r 10.0.0.1 --wait ', '--timeout'],
		['ipvs-tui return -t 192.0.2.1:80 -r 10.0.0.1 ', '-w --weight'],
		['ipvs-tui apply --', '--dry-run'],
		// Values that are known beforehand.
		['ipvs-tui -A -t 192.0.2.1:80 -s ', schedulers],
		['ipvsadm -A -t 192.0.2.1:80 -s s', 'sh sed'],
		['ipvs-tui -A --scheduler=w', '--scheduler=wrr --scheduler=wlc'],
		['ipvs-tui -A -t 192.0.2.1:80 -s sh -b ', 'sh-fallback sh-port flag-1 flag-2 flag-3'],
		['ipvs-tui -A -t 192.0.2.1:80 -s mh -b mh-port,m', 'mh-port,mh-fallback'],
		['ipvs-tui -a -t 192.0.2.1:80 -i --tun-type ', 'ipip gue gre'],
		['ipvs-tui --start-daemon ', 'master backup'],
		['ipvs-tui --stop-daemon b', 'backup'],
		['ipvs-tui --start-daemon master --mcast-interface l', 'lo'],
		[
			'ipvs-tui --start-daemon backup --mcast-',
			'--mcast-interface --mcast-group --mcast-port --mcast-ttl',
		],
		['ipvs-tui completion ', 'bash zsh fish'],
		// Values of the running table.
		['ipvs-tui --demo web -e -t 192.0.2.10:', '192.0.2.10:80 192.0.2.10:443'],
		['ipvs-tui --demo web -E --udp-service=198', '--udp-service=198.51.100.60:5060'],
		['ipvs-tui --demo=web -D -f ', '7'],
		['ipvs-tui --demo web -A -t ', ''],
		[
			'ipvs-tui --demo web -e -t 192.0.2.30:8080 -r ',
			'10.0.3.31:8080 10.0.3.32:8080 10.0.3.33:8080 10.0.3.34:8080',
		],
		['ipvs-tui --demo web -a -t 192.0.2.30:8080 -r 10.0.3.', ''],
		['ipvs-tui --demo web -a -t 192.0.2.10:80 -r 10.0.3.34', '10.0.3.34:8080'],
		['ipvs-tui --demo web drain --tcp-service=192.0.2.30:8080 -r 10.0.3.31:', '10.0.3.31:8080'],
		['ipvs-tui --demo nothing -e -t ', ''],
		// Files.
		['ipvs-tui apply ru', 'rules'],
		['ipvs-tui diff ru', 'rules'],
	] as const
).map(([line, offers]) => ({line, offers: words(offers)}));
