import type {Client} from '../client/client.ts';
import {openClient} from '../client/open.ts';
import {openKernel} from '../transport/kernel/kernel.ts';
import type {Wanted} from './route.ts';

/** A client of the director that the command line asks for, or one sentence that says why there is none. */
export const openWanted = async (wanted: Wanted): Promise<Client | string> => {
	if (wanted.kind === 'kernel') {
		return openClient(openKernel({networkNamespace: wanted.networkNamespace}));
	}
	const {openDemo} = await import('./demo.ts');
	return openDemo(wanted);
};
