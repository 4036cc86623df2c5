import type {Client} from '../../client/client.ts';
import {failureText} from '../../ipvsadm/kernel-error.ts';
import type {Failure} from '../../model/failure.ts';
import {endpointText, matchKey, type Match} from '../../model/service.ts';
import {findServer, type Server} from '../../plan/drain.ts';
import {namespacePath} from '../network-namespace.ts';
import type {ServerArguments} from './server-arguments.ts';
import type {WordCall} from './word.ts';

/** The server that the arguments name, as it is now; a sentence when there is none. */
export const lookUp = async (
	client: Client,
	{match, server}: ServerArguments,
): Promise<Server | string> => {
	const table = await client.service(match);
	if (table.ok) {
		return findServer(table.value, server);
	}
	return table.failure.kind === 'kernel' && table.failure.errno === noSuchService
		? `there is no service ${matchKey(match)}`
		: failureText(table.failure, 'list-service');
};

/** Under which its weight is remembered. */
export const keyOf = (match: Match, server: Server, {wanted}: WordCall): string => {
	const place = placeOf(wanted);
	return `${place}${matchKey(match)} -> ${nameOf(server)}`;
};

/** Namespaces have tables of their own, and so does every demo. */
export const placeOf = (wanted: WordCall['wanted']): string => {
	switch (wanted.kind) {
		case 'demo':
			return 'demo ';
		case 'connect':
			return `demo at ${wanted.path} `;
		default:
			return wanted.networkNamespace === undefined
				? ''
				: `netns ${namespacePath(wanted.networkNamespace)} `;
	}
};

export const nameOf = ({destination}: Server): string =>
	endpointText(destination.address, destination.port);

export const refusal = (failure: Failure | undefined): string =>
	failure === undefined ? 'the director did not answer' : failureText(failure, 'edit-destination');

const noSuchService = 3;
