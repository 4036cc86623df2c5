/*
The prose of the manual page; everything that the tables know is made from them. Between backquotes stands what is typed, between
underscores what is to be replaced.
*/

type Marked = readonly (readonly [term: string, text: string])[];

export const descriptionText: readonly string[] = [
	'`ipvs-tui` shows and changes the table of virtual services of Linux IPVS, the load balancer in the kernel. A virtual service is an address and port, or a firewall mark, that clients connect to; its real servers are the machines that answer. A scheduler picks one for each new connection.',
	'Without a word it opens the live table in the terminal: services, real servers, connections and rates. `?` there explains the keys, `q` leaves.',
	'With a word of its own it does one thing and ends: see OUR COMMANDS; `--help` after a word explains it. Everything that begins with one dash, or with a long command of `ipvsadm` 1.31, is a command line of that program, with the same output, messages and exit status: see IPVSADM COMMANDS. Started under the name `ipvsadm`, `ipvsadm-save` or `ipvsadm-restore` it is that program and nothing else; `ipvs-tui install-links` makes such links; copies and hard links do not work.',
	'The live table can be seen by everybody, without counters. Counters and every change need CAP_NET_ADMIN in the initial user namespace, usually root. Help, usage errors and the embedded director need nothing.',
	'Rules files hold one command of ipvsadm a line, without its name: what `save` and `ipvsadm -S` print. `restore`, `apply` and `diff` also skip blank lines and lines that begin with #.',
	'`doctor` looks at modules, settings, addresses, routes, rules of the packet filter, and tries the real servers of TCP services. It says what is wrong, why that matters, and which commands mend it, the worst first, and what it could not see. It changes nothing, here or elsewhere: what real servers of direct routing and tunneling need is printed for them.',
	"`setup` makes the host what the services need: modules, forwarding, virtual addresses, and on request source NAT, a service that refuses all other ports, and lvscare's link mode. What is there already stays and is no step; a second run finds nothing to do. It uses nftables (a table of its own, `ipvs_tui`) or iptables and ipset (chains and sets of its own), and never touches rules of others. Each step is written down before it is done: `setup --clean` takes away exactly what was made, also after a crash, and a run that fails undoes itself. Addresses and rules are gone after a restart of the machine: `setup --update` makes them again and brings them in step with the table, and `setup --print-unit` prints a unit that does so at every start and whenever services come, go or change (`--keep`). With `--snat`, a SERVICE is such as 192.0.2.10:80, udp/192.0.2.10:53 or fwmark/7; each client keeps its address of a pool.",
	'An edit with `-e` or `-E` replaces every setting: `-e ... -w 0` without `-m` turns masquerading into direct routing. `drain` and `return` keep everything but the weight.',
];

export const exitText: Marked = [
	['0', 'Done, or nothing to do.'],
	[
		'1',
		'`diff`: something differs. `config`: the file of preferences has a mistake. `restore`, `apply`: the kernel refused something; what was done is said. `setup`: something failed; what the run had done was undone. `import`: something of the table is not in the rules. `drain --wait`: not empty in time. `care --run-once`: the director refused something. Lists, those of ipvsadm too: the table could not be read.',
	],
	[
		'2',
		'The command line or the file is wrong, or there is no access to IPVS; nothing was changed. As for ipvsadm.',
	],
	['3', '`doctor`: something is broken. With warnings alone it gives 1, else 0.'],
	[
		'255',
		'Commands of ipvsadm: the kernel refused, or the command line could not be understood at all. `-R` gives the status of its last line.',
	],
];

export const filesText: Marked = [
	[
		'/proc/net/ip_vs, /proc/net/ip_vs_conn',
		'The table without counters, and the connections, as the kernel shows them to everybody.',
	],
	[
		'~/.config/ipvs-tui/config.json',
		'Preferences, as JSON: {"interval": 5, "theme": "dark", "label": "PROD"}. `ipvs-tui config` lists all of them with what holds; the live table keeps how it looks with `L` and views under a name with `V`. {"keys": {"preset": "htop", "remap": {"drain": ["f9"]}}} gives other keys to actions. A file with a mistake is reported with the field, and left alone.',
	],
	[
		'~/.local/state/ipvs-tui/weights.json',
		'The weights that servers had when `drain` drained them. `return` reads it.',
	],
	[
		'/var/lib/ipvs-tui/setup.json',
		'What `setup` has made and what was there before; setup-NUMBER.json for another network namespace. `setup --clean` and `doctor` read it.',
	],
	[
		'/var/lib/ipvs-tui/care/',
		'What `care` knows of each service, what is pinned, and which process takes care of it. Everybody may read there how servers are; headers, and what else checks send, are not in it. For others than root, and where XDG_STATE_HOME is set, beside weights.json.',
	],
	[
		'/etc/sysctl.d/90-ipvs-tui.conf, /etc/modules-load.d/ipvs-tui.conf',
		'Written by `setup --persist`, removed by `setup --clean`.',
	],
	['/run/netns/', 'The names that `--netns` knows.'],
];

export const environmentText: Marked = [
	['XDG_CONFIG_HOME, XDG_STATE_HOME', 'Folders to use instead of ~/.config and ~/.local/state.'],
	['NO_COLOR', 'When set, the live table has no colours.'],
	['TERM', 'When it is `dumb`, the live table is lines of text, as with `--plain`.'],
];

export const differencesText: readonly string[] = [
	'The commands of ipvsadm behave as in ipvsadm 1.31, with these exceptions. The text of `-h` is our own. `-b ,` (only commas), which crashes ipvsadm, is an option without a value. `!#:+` in a value followed by options only makes ipvsadm hang; here the text stays as it is. A line of more than 1 MiB in what `-R` reads is an error. Packet and connection counters of real servers are 64 bits wide in `--stats`. `modprobe` is tried only where the module is missing.',
	'Under the name `ipvs-tui`, help, version and usage errors need neither root nor IPVS, and `--help` and `--version` are about ipvs-tui; `-h` and `-v` are about ipvsadm.',
];

export const operatorExamples: readonly {
	readonly says: string;
	readonly lines: readonly string[];
}[] = [
	{
		says: 'A web service on two servers, the second with twice the share:',
		lines: [
			'ipvs-tui -A -t 192.0.2.10:80 -s wrr',
			'ipvs-tui -a -t 192.0.2.10:80 -r 10.0.0.11:8080 -m',
			'ipvs-tui -a -t 192.0.2.10:80 -r 10.0.0.12:8080 -m -w 2',
		],
	},
	{
		says: 'Take a server out for maintenance, wait at most ten minutes for its clients to leave, and put it back with the weight it had:',
		lines: [
			'ipvs-tui drain -t 192.0.2.10:80 -r 10.0.0.11:8080 --wait --timeout 600',
			'ipvs-tui return -t 192.0.2.10:80 -r 10.0.0.11:8080',
		],
	},
	{
		says: 'Keep the table in a file, with all that ipvsadm would lose; look what has changed since; make it so again:',
		lines: ['ipvs-tui save --full > rules', 'ipvs-tui diff rules', 'ipvs-tui apply rules'],
	},
	{
		says: 'Check a rules file anywhere, without root and without IPVS:',
		lines: ['ipvs-tui restore --dry-run < rules'],
	},
	{
		says: 'Look what is wrong with this director and its host; what a rules file would need, before it is applied:',
		lines: ['ipvs-tui doctor', 'ipvs-tui doctor --for rules'],
	},
	{
		says: 'Prepare a bare host for the services of a file, with two source addresses; see the commands first; take all away again:',
		lines: [
			'ipvs-tui setup --from rules --snat 198.51.100.1-198.51.100.2 --dry-run',
			'ipvs-tui setup --from rules --snat 198.51.100.1-198.51.100.2',
			'ipvs-tui setup --clean',
		],
	},
	{
		says: 'Take over the services of keepalived or ldirectord, or of pools in short:',
		lines: [
			'ipvs-tui import /etc/keepalived/keepalived.conf > rules',
			'ipvs-tui import --pools "192.0.2.10:80;192.0.2.10:81" "10.0.0.11,10.0.0.12;10.0.0.11:8081"',
		],
	},
	{
		says: 'Check the servers of the services of a file, from now on and after every start; see how they are; hold one out of it:',
		lines: [
			'ipvs-tui care /etc/ipvs-tui.care',
			'ipvs-tui care /etc/ipvs-tui.care --print-unit > /etc/systemd/system/ipvs-care.service',
			'ipvs-tui care status',
			'ipvs-tui care pin -t 192.0.2.10:80 -r 10.0.0.11:8080 down',
		],
	},
	{
		says: 'The table of another network namespace, and one to play with:',
		lines: ['ipvs-tui --netns blue -Ln', 'ipvs-tui --demo web -Ln --stats'],
	},
	{
		says: 'A demo ten times as fast as real time, and a command to it from another terminal; a scenario of your own:',
		lines: [
			'ipvs-tui --demo web --speed 10 --listen /tmp/demo',
			'ipvs-tui --connect /tmp/demo -Ln --rate',
			'ipvs-tui --demo ./my.scenario',
		],
	},
	{
		says: 'Completion in the shell that runs now:',
		lines: ['. <(ipvs-tui completion bash)', 'ipvs-tui completion fish | source'],
	},
];
