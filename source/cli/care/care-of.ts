import type {CarePort} from '../../operator/care.ts';
import type {Wanted} from '../route.ts';
import type {Environment} from '../state-folder.ts';
import {knownCareIn, openKnownCare} from './known-care.ts';
import {careFolder, careFolders, directorPrefix} from './place.ts';

/** Nobody else can take care of a demo that is in this process alone. */
export const careOf = (wanted: Wanted, environment: Environment): CarePort | undefined => {
	if (wanted.kind !== 'demo') {
		return knownCareIn(careFolders(environment), directorPrefix(wanted));
	}
	const {listen} = wanted;
	return listen === undefined
		? undefined
		: openKnownCare(
				careFolder(environment),
				directorPrefix({...wanted, kind: 'connect', path: listen}),
			);
};
