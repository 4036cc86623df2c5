import type {Client} from '../client/client.ts';
import {openClient} from '../client/open.ts';
import {openKernelHere} from '../transport/kernel/kernel-here.ts';
import {openKernel} from '../transport/kernel/kernel.ts';
import {namespacePath, namespaceProblem} from './network-namespace.ts';
import type {Wanted} from './route.ts';

/** A client of the director that the command line asks for, or one sentence that says why there is none. */
export const openWanted = async (wanted: Wanted): Promise<Client | string> => {
	const problem = problemOf(wanted);
	if (problem !== undefined) {
		return problem;
	}
	switch (wanted.kind) {
		case 'kernel':
			return openDirectorOf(wanted);
		case 'demo': {
			if (wanted.listen !== undefined) {
				return '--listen shares the live demo; leave the command away, and give it elsewhere with --connect';
			}
			if (wanted.speed !== undefined) {
				return '--speed is about the live demo; a command sees one moment of it';
			}
			const {openDemo} = await import('./demo.ts');
			return openDemo(wanted);
		}
		case 'connect': {
			const {openShared} = await import('./demo.ts');
			return openShared(wanted.path);
		}
		case 'contradiction':
			return wanted.says;
	}
};

/** The kernel's director, in a namespace that has been found to be there. */
export const openDirectorOf = (
	{networkNamespace}: Wanted & {kind: 'kernel'},
	open: typeof openKernel = openKernel,
): Client =>
	openClient(
		open({
			networkNamespace:
				networkNamespace === undefined ? undefined : namespacePath(networkNamespace),
		}),
	);

/** The same for work that nothing else waits for, without the visits to another thread. */
export const openWantedHere = async (wanted: Wanted): Promise<Client | string> =>
	wanted.kind === 'kernel'
		? (problemOf(wanted) ?? openDirectorOf(wanted, openKernelHere))
		: openWanted(wanted);

/** One sentence that says why such a director cannot be had, as far as that shows before it is opened. */
export const problemOf = (wanted: Wanted): string | undefined => {
	if (wanted.kind === 'contradiction') {
		return wanted.says;
	}
	return wanted.kind === 'kernel' && wanted.networkNamespace !== undefined
		? namespaceProblem(namespacePath(wanted.networkNamespace))
		: undefined;
};
