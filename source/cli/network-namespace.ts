import {statfsSync} from 'node:fs';

/** The file of a network namespace: of a name as `ip netns` lists it, of a path (with a slash), or of the number of a process in it. */
export const namespacePath = (place: string): string => {
	if (place.includes('/')) {
		return place;
	}
	return /^\d+$/.test(place) ? `/proc/${place}/ns/net` : `/var/run/netns/${place}`;
};

/** One sentence that says why there is no namespace at a path, or undefined when it can be entered as far as can be seen. */
export const namespaceProblem = (path: string): string | undefined => {
	try {
		return statfsSync(path).type === namespaceFiles ? undefined : `${path} is no network namespace`;
	} catch (error) {
		const {code} = error as NodeJS.ErrnoException;
		switch (code) {
			case 'ENOENT':
			case 'ENOTDIR':
				return `there is no network namespace at ${path}`;
			case 'EACCES':
			case 'EPERM':
				return `the network namespace at ${path} is not open to this user; it needs root`;
			default:
				return `the network namespace at ${path} cannot be looked at: ${code}`;
		}
	}
};

/** @source include/uapi/linux/magic.h, NSFS_MAGIC */
const namespaceFiles = 0x6e73_6673;
