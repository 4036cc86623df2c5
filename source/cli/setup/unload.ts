import type {Machine} from '../../setup/machine.ts';

/** Modules that setup has loaded, by what becomes of them. */
export type Unloading = {
	readonly unloaded: readonly string[];
	/** Something needs them, or they could take what others have made with them. */
	readonly kept: readonly string[];
};

/**
With these go all interfaces of the kind, and all rules of the table, in every network namespace: nobody counts them. The others are
counted by the kernel, which refuses to unload what is in use.
*/
const dangerous = /^(dummy|nf_tables|x_tables|ip6?_tables|ip6?table_\w+)$/;

/** In the order of /proc/modules: the newest first, so that nothing goes before what needs it. */
export const unloadable = async (
	machine: Machine,
	loaded: readonly string[],
): Promise<
	readonly {readonly name: string; readonly isUsed: boolean; readonly isKept: boolean}[]
> => {
	const file = await machine.readFile('/proc/modules');
	const lines = file.isSeen ? (file.value ?? '').split('\n') : [];
	return lines
		.map(line => line.split(' '))
		.filter(([name = '']) => loaded.includes(name))
		.map(([name = '', , count]) => ({name, isUsed: count !== '0', isKept: dangerous.test(name)}));
};

/** Unloads what nobody needs, again and again, because each may set others free. */
export const unload = async (machine: Machine, loaded: readonly string[]): Promise<Unloading> => {
	const tried = new Set<string>();
	for (;;) {
		// oxlint-disable-next-line no-await-in-loop -- each round sees what the last one has left
		const found = await unloadable(machine, loaded);
		const free = found.find(({name, isUsed, isKept}) => !isUsed && !isKept && !tried.has(name));
		if (free === undefined) {
			const kept = found.map(({name}) => name);
			return {unloaded: [...tried].filter(name => !kept.includes(name)), kept};
		}
		tried.add(free.name);
		// oxlint-disable-next-line no-await-in-loop -- one after the other
		await machine.run('rmmod', [free.name]);
	}
};
