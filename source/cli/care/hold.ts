import {join} from 'node:path';
import {filesIn, type ServiceFiles} from './files.ts';
import {lockFolder} from './lock.ts';
import {folderName} from './place.ts';

/** The folders of the services in care, which this process holds one by one. */
export type Hold = {
	readonly filesOf: (service: string) => ServiceFiles;
	/** Holds these and no others from now on; a sentence, and then everything is as before. */
	readonly change: (services: Iterable<string>) => string | undefined;
};

export const openHold = (care: string, prefix: string): Hold => {
	const held = new Map<string, () => void>();
	const files = new Map<string, ServiceFiles>();
	const folderOf = (service: string): string => join(care, folderName(prefix, service));
	return {
		filesOf: service => {
			const known = files.get(service) ?? filesIn(folderOf(service));
			files.set(service, known);
			return known;
		},
		change: services => {
			const wanted = new Set(services);
			const fresh = new Map<string, () => void>();
			for (const service of wanted) {
				if (held.has(service)) {
					continue;
				}
				const lock = lockFolder(folderOf(service));
				if (lock.kind === 'refused') {
					fresh.forEach(release => release());
					return `${service}: ${lock.says}`;
				}
				fresh.set(service, lock.release);
			}
			fresh.forEach((release, service) => held.set(service, release));
			for (const [service, release] of held) {
				if (!wanted.has(service)) {
					release();
					held.delete(service);
				}
			}
			return undefined;
		},
	};
};
