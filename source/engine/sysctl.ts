import {errno} from '../wire/ids.ts';

type Rule = {
	/** The values of the file, which most have one of. */
	readonly defaults: readonly number[];
	/** What is refused; everything that fits into 32 bits is taken when not given. */
	readonly accepts?: (...values: readonly number[]) => boolean;
};

const between =
	(low: number, high: number) =>
	(value: number): boolean =>
		value >= low && value <= high;
const any: Rule = {defaults: [0]};
const initially = (value: number): Rule => ({defaults: [value]});
/** Defence modes and others that are a choice of some. */
const choice = (value: number, high: number): Rule => ({
	defaults: [value],
	accepts: between(0, high),
});

/**
The settings below net.ipv4.vs as Linux 6.1 has them. Of these the engine heeds conn_reuse_mode, expire_nodest_conn,
expire_quiescent_template, run_estimation, sloppy_sctp and sloppy_tcp, for what it hears as a backup sync_persist_mode,
sync_refresh_period and sync_threshold, and the schedulers those of lblc and lblcr; the others it only keeps.

@source kernel Documentation/networking/ipvs-sysctl.rst and net/netfilter/ipvs/ip_vs_ctl.c, vs_vars; compared with 6.1 in the lab
*/
export const sysctlRules = {
	am_droprate: initially(10),
	amemthresh: initially(1024),
	backup_only: any,
	cache_bypass: any,
	conn_reuse_mode: initially(1),
	conntrack: any,
	drop_entry: choice(0, 3),
	drop_packet: choice(0, 3),
	expire_nodest_conn: any,
	expire_quiescent_template: any,
	ignore_tunneled: any,
	lblc_expiration: initially(86_400),
	lblcr_expiration: initially(86_400),
	nat_icmp_send: any,
	pmtu_disc: initially(1),
	run_estimation: initially(1),
	schedule_icmp: any,
	secure_tcp: choice(0, 3),
	sloppy_sctp: any,
	sloppy_tcp: any,
	snat_reroute: initially(1),
	sync_persist_mode: any,
	sync_ports: {
		defaults: [1],
		accepts: value => value >= 1 && (value & (value - 1)) === 0,
	},
	sync_qlen_max: {defaults: [8000], accepts: value => value >= 0},
	sync_refresh_period: any,
	sync_retries: choice(0, 3),
	sync_sock_size: any,
	sync_threshold: {
		defaults: [3, 50],
		accepts: (threshold = 0, period = 0) =>
			threshold >= 0 && period >= 0 && (period === 0 || threshold < period),
	},
	sync_version: choice(1, 1),
} as const satisfies Readonly<Record<string, Rule>>;

export type SysctlName = keyof typeof sysctlRules;

/** The first value of each file, and where there is one the second. */
export type Sysctls = Record<SysctlName, number> & {sync_period: number};

const folder = '/proc/sys/net/ipv4/vs/';
const names = Object.keys(sysctlRules) as readonly SysctlName[];

export const createSysctls = (): Sysctls => {
	const values = Object.fromEntries(names.map(name => [name, sysctlRules[name].defaults[0]]));
	const [, sync_period] = sysctlRules.sync_threshold.defaults;
	return {...(values as Record<SysctlName, number>), sync_period};
};

const isName = (name: string): name is SysctlName => Object.hasOwn(sysctlRules, name);

/** The setting that a path below /proc/sys is the file of. */
export const sysctlAt = (path: string): SysctlName | undefined => {
	const name = path.startsWith(folder) ? path.slice(folder.length) : '';
	return isName(name) ? name : undefined;
};

/** As the file reads. */
export const sysctlText = (sysctls: Sysctls, name: SysctlName): string =>
	`${valuesOf(sysctls, name).join('\t')}\n`;

/** Sets a setting as writing its file does. Returns 0 or an error number, ENOENT when there is no such file. */
export const writeSysctl = (sysctls: Sysctls, name: string, text: string): number => {
	if (!isName(name)) {
		return errno.ENOENT;
	}
	if (text === '') {
		// Nothing written is nothing done.
		return 0;
	}
	const values = [...valuesOf(sysctls, name)];
	const {accepts}: Rule = sysctlRules[name];
	const read = readNumbers(text, values.length);
	if (read === undefined) {
		return errno.EINVAL;
	}
	values.splice(0, read.length, ...read);
	if (accepts?.(...values) === false) {
		return errno.EINVAL;
	}
	[sysctls[name] = 0] = values;
	if (name === 'sync_threshold') {
		[, sysctls.sync_period = 0] = values;
	}
	return 0;
};

const valuesOf = (sysctls: Sysctls, name: SysctlName): readonly number[] =>
	name === 'sync_threshold' ? [sysctls.sync_threshold, sysctls.sync_period] : [sysctls[name]];

/**
As many numbers as there are places, or as the text has; what follows is not looked at. At least one has to be there.

@source kernel kernel/sysctl.c, do_proc_dointvec: decimal, octal after 0, hexadecimal after 0x
*/
const readNumbers = (text: string, places: number): readonly number[] | undefined => {
	const numbers: number[] = [];
	let rest = text.replace(/^\s+/, '');
	while (rest !== '' && numbers.length < places) {
		const word = /^(-?)(0x[\da-f]+|0[0-7]*|[1-9]\d*)(?=\s|\0|$)/i.exec(rest);
		if (word === null) {
			return undefined;
		}
		const [whole, sign, digits = ''] = word;
		const size =
			digits.length > 1 && /^0\d/.test(digits) ? Number.parseInt(digits, 8) : Number(digits);
		const value = sign === '-' ? -size : size;
		if (whole.length > longestNumber || value > 0x7f_ff_ff_ff || value < -0x80_00_00_00) {
			return undefined;
		}
		numbers.push(value);
		rest = rest.slice(whole.length).replace(/^\s+/, '');
	}
	return numbers.length === 0 ? undefined : numbers;
};

const longestNumber = 21;
