import type {Pitfall} from '../../doctor/evidence.ts';
import {changeLine} from '../../ipvsadm/unparse.ts';
import type {Change} from '../../model/change.ts';
import {forwarding} from '../../model/destination.ts';

/** A line that ipvsadm takes, but puts the service's port in place of the one that was given. */
export const otherPort = (
	line: number,
	words: readonly string[],
	change: Change,
): Pitfall | undefined => {
	if (change.kind !== 'add-destination' && change.kind !== 'edit-destination') {
		return undefined;
	}
	const {destination} = change;
	const given = portGiven(words);
	return destination.method === forwarding.masquerading ||
		given === undefined ||
		given === destination.port
		? undefined
		: {
				line,
				severity: 'fail',
				evidence: `port ${given} of the real server is not used: without masquerading (-m) packets arrive on port ${destination.port === 0 ? 'the client asked for' : destination.port}`,
				fix: [
					`# if the server listens on ${given}, the line must be:`,
					changeLine({
						...change,
						destination: {...destination, port: given, method: forwarding.masquerading},
					}),
				],
			};
};

const portGiven = (words: readonly string[]): number | undefined => {
	for (const [at, word] of words.entries()) {
		const [, joined] = /^(?:-r|--real-server=)(.+)$/.exec(word) ?? [];
		const value = joined ?? (word === '-r' || word === '--real-server' ? words[at + 1] : undefined);
		const [, port] = /:(\d+)$/.exec(value ?? '') ?? [];
		// Of an IPv6 address without brackets the end is no port.
		if (port !== undefined && (value?.includes(']') === true || value?.split(':').length === 2)) {
			return Number(port);
		}
	}
	return undefined;
};
