import type {Client} from '../client/client.ts';
import {openClient} from '../client/open.ts';
import {openKernel} from '../transport/kernel/kernel.ts';
import {namespacePath, namespaceProblem} from './network-namespace.ts';
import type {Wanted} from './route.ts';

/** A client of the director that the command line asks for, or one sentence that says why there is none. */
export const openWanted = async (wanted: Wanted): Promise<Client | string> => {
	const problem = problemOf(wanted);
	if (problem !== undefined) {
		return problem;
	}
	if (wanted.kind === 'kernel') {
		return openDirectorOf(wanted);
	}
	const {openDemo} = await import('./demo.ts');
	return openDemo(wanted);
};

/** The kernel's director, in a namespace that has been found to be there. */
export const openDirectorOf = ({networkNamespace}: Wanted & {kind: 'kernel'}): Client =>
	openClient(
		openKernel({
			networkNamespace:
				networkNamespace === undefined ? undefined : namespacePath(networkNamespace),
		}),
	);

/** One sentence that says why such a director cannot be had, as far as that shows before it is opened. */
export const problemOf = ({kind, networkNamespace}: Wanted): string | undefined => {
	if (networkNamespace === undefined) {
		return undefined;
	}
	return kind === 'demo'
		? '--demo has no network namespaces; leave --demo or --netns away'
		: namespaceProblem(namespacePath(networkNamespace));
};
