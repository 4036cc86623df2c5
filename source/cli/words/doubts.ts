import {parse, type Circumstances} from '../../ipvsadm/parse.ts';
import {readArguments} from '../../ipvsadm/popt.ts';
import type {CommandName} from '../../ipvsadm/commands.ts';
import type {Match} from '../../model/service.ts';
import type {Doubt} from '../../plan/knowledge.ts';

/** What a line that cannot be read may have been meant to do. */
export const doubtsOf = (
	words: readonly string[],
	circumstances: Circumstances,
): readonly Doubt[] => {
	const found = readArguments(words);
	const first = found.next();
	if (typeof first === 'string' || first.kind === 'option') {
		return everything;
	}
	const doubts = doubtsOfCommand[first.command] ?? [];
	const match = doubts.length === 0 ? undefined : matchIn(found, circumstances);
	return doubts.map(doubt => ({...doubt, match}));
};

const doubtsOfCommand: Readonly<Partial<Record<CommandName, readonly Doubt[]>>> = {
	'add-service': [{what: 'service', may: 'add'}],
	'delete-service': [{what: 'service', may: 'remove'}],
	flush: [{what: 'service', may: 'remove'}],
	'add-server': [{what: 'destination', may: 'add'}],
	'delete-server': [{what: 'destination', may: 'remove'}],
	'start-daemon': [{what: 'daemon', may: 'add'}],
	'stop-daemon': [{what: 'daemon', may: 'remove'}],
};

const everything: readonly Doubt[] = Object.values(doubtsOfCommand).flat();

/** The service that a line names, as far as it can be read. */
const matchIn = (
	found: ReturnType<typeof readArguments>,
	circumstances: Circumstances,
): Match | undefined => {
	let service: readonly string[] = [];
	const others: string[] = [];
	for (let word = found.next(); typeof word === 'object'; word = found.next()) {
		if (word.kind === 'option' && serviceOptions.has(word.option)) {
			if (service.length > 0) {
				return undefined;
			}
			service = [`--${word.option}`, found.value ?? ''];
		} else if (word.kind === 'option' && word.option === 'ipv6') {
			others.push('--ipv6');
		}
	}
	const parsed = parse(['--delete-service', ...service, ...others], circumstances);
	return parsed.kind === 'change' && parsed.change.kind === 'delete-service'
		? parsed.change.match
		: undefined;
};

const serviceOptions: ReadonlySet<string> = new Set([
	'tcp-service',
	'udp-service',
	'sctp-service',
	'fwmark-service',
]);
