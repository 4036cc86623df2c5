import type {Client} from '../../client/client.ts';
import {unseen, type Carer} from '../../doctor/evidence.ts';
import {examine, type Report} from '../../doctor/examine.ts';
import {gather, gatherModules, withoutHost, type Director, type Wishes} from '../../host/gather.ts';
import type {Reach} from '../../host/reach.ts';
import {knownCareIn} from '../care/known-care.ts';
import {careFolders, directorPrefix} from '../care/place.ts';
import type {Wanted} from '../route.ts';
import {preparedOn} from '../setup/prepared.ts';
import {directorFacts} from './director-facts.ts';
import {thisMachine} from './reach.ts';

/** Where to look. A director in another network namespace must be looked at by a process that runs there. */
export type Place = {
	readonly wanted: Wanted;
	readonly open: () => Promise<Client | string>;
	/** @default this machine */
	readonly reach?: Reach;
};

/** What the running director says of itself, or one sentence that says why there is none. */
export const runningDirector = async ({
	wanted,
	open,
	reach = thisMachine,
}: Place): Promise<Director | string> => {
	const modules = await gatherModules(reach);
	// Nothing is asked of a kernel without ip_vs: the question might load it.
	if (wanted.kind === 'kernel' && modules.isSeen && !modules.value.present.has('ip_vs')) {
		const nothing = unseen('ip_vs is not loaded');
		return {
			source: 'kernel',
			ipvs: nothing,
			services: nothing,
			isDetailed: false,
			daemons: nothing,
			pitfalls: [],
		};
	}
	const client = await open();
	if (typeof client === 'string') {
		return client;
	}
	try {
		return await directorFacts(client);
	} finally {
		client.close();
	}
};

/** Looks at the host of a director and says what is wrong with both. */
export const examineDirector = async (
	director: Director,
	{wanted, reach = thisMachine}: Pick<Place, 'wanted' | 'reach'>,
	wishes: Wishes,
): Promise<Report> => {
	if (wanted.kind !== 'kernel') {
		return examine(withoutHost(director, 'the director of the demo has no host'));
	}
	const evidence = await gather(reach, director, wishes);
	const prepared = await preparedOn(reach, evidence);
	return examine({...evidence, prepared, carers: carersHere(wanted)});
};

/** Those who take care of services of this director, as their files say. */
const carersHere = (wanted: Wanted): readonly Carer[] => {
	const counts = new Map<number, number>();
	for (const {pid, isInCare} of knownCareIn(careFolders(process.env), directorPrefix(wanted))
		.read()
		.values()) {
		if (isInCare) {
			counts.set(pid, (counts.get(pid) ?? 0) + 1);
		}
	}
	return [...counts].map(([id, services]) => ({id, services}));
};
