import {Resolver} from 'node:dns/promises';

/** Milliseconds for an answer; nobody waits longer for a name. */
const patience = 2000;

/** The first name of an address by /etc/hosts and DNS, nothing where it has none. It takes none of the threads that read files. */
export const openNameOf = (): ((address: string) => Promise<string | undefined>) => {
	const resolver = new Resolver({timeout: patience, tries: 1});
	return async address => {
		const found = await resolver.reverse(address).catch(() => []);
		return found[0];
	};
};
