/** Names in /proc/modules. */
export const loadedModules = (text: string): readonly string[] =>
	text.split('\n').flatMap(line => line.split(' ', 1)[0] || []);

/**
Names of modules in modules.builtin or modules.dep: the last part of each path before the colon, `-` as `_`, without .ko and what
compresses it.
*/
export const moduleNames = (text: string): readonly string[] =>
	text.split('\n').flatMap(line => {
		const path = line.split(':', 1)[0] ?? '';
		const [name] = (path.split('/').at(-1) ?? '').split('.ko', 1);
		return name === undefined || name === '' ? [] : [name.replaceAll('-', '_')];
	});

const networkAdministrator = 12n;

/** Whether CapEff in /proc/PID/status has CAP_NET_ADMIN. */
export const hasNetworkAdministrator = (status: string): boolean => {
	const [, mask = '0'] = /^CapEff:\s*([0-9a-f]+)$/m.exec(status) ?? [];
	return ((BigInt(`0x${mask}`) >> networkAdministrator) & 1n) === 1n;
};

/** Whether /proc/PID/uid_map is that of the initial user namespace: every id is itself. */
export const isInitialUserNamespace = (map: string): boolean =>
	/^\s*0\s+0\s+4294967295\s*$/.test(map);

/** One counter of /proc/net/netstat, where a line of names comes before the line of numbers. */
export const networkCounter = (text: string, group: string, name: string): number | undefined => {
	const [names = '', numbers = ''] = text.split('\n').filter(line => line.startsWith(`${group}: `));
	const at = names.split(' ').indexOf(name);
	const value = at < 0 ? undefined : numbers.split(' ')[at];
	return value === undefined || !/^\d+$/.test(value) ? undefined : Number(value);
};
