import type {ServerBehaviour} from '../../engine/population.ts';
import {createSysctls, writeSysctl} from '../../engine/sysctl.ts';
import {readEndpoint, type WrittenEndpoint} from './endpoint.ts';
import {readNumber, readTime} from './quantities.ts';
import {quoted} from './quoted.ts';

/** When something happens, in seconds from the beginning. */
export type When = {
	readonly first: number;
	/** Seconds between one time and the next; undefined for once. */
	readonly every: number | undefined;
	readonly until: number;
};

/** Somebody sets net.ipv4.vs.NAME. */
export type SettingDeed = {
	readonly kind: 'setting';
	readonly name: string;
	readonly text: string;
};

/** What an `at` or `every` line says. */
export type EventLine = {
	readonly when: When;
	readonly deed:
		| {readonly kind: 'command'; readonly words: readonly string[]}
		| SettingDeed
		| {
				readonly kind: 'server';
				readonly server: WrittenEndpoint;
				readonly behaviour: ServerBehaviour;
				/** Seconds after which it is well again; undefined for never. */
				readonly duration: number | undefined;
		  };
};

/** Reads `at TIME DEED` and `every TIME [from TIME] [until TIME] DEED`; a sentence says what is wrong. */
export const readEvent = (words: readonly string[]): EventLine | string => {
	const rest = [...words];
	const [keyword, text = ''] = rest.splice(0, 2);
	const time = readTime(text);
	if (time === undefined) {
		return `"${keyword}" is followed by a time such as 90s or 1h30m, not ${quoted(text)}`;
	}
	let when: When = {first: time, every: undefined, until: Number.POSITIVE_INFINITY};
	if (keyword === 'every') {
		if (time < 1) {
			return 'nothing can happen more often than every 1s';
		}
		when = {...when, every: time};
		for (const name of ['from', 'until'] as const) {
			if (rest[0] === name) {
				const [, value = ''] = rest.splice(0, 2);
				const read = readTime(value);
				if (read === undefined) {
					return `"${name}" is followed by a time such as 90s or 1h30m, not ${quoted(value)}`;
				}
				when = name === 'from' ? {...when, first: read} : {...when, until: read};
			}
		}
	}
	if (rest[0]?.startsWith('-') === true) {
		return {when, deed: {kind: 'command', words: rest}};
	}
	const read = rest[0] === undefined ? undefined : deedReaders[rest[0]];
	const deed = read?.(rest.slice(1), when);
	return typeof deed === 'object'
		? {when, deed}
		: (deed ??
				`what happens is an ipvsadm line such as -e ..., "server 10.0.0.1:80 down for 30s", or "sysctl NAME VALUE", not ${quoted(rest.join(' '))}`);
};

const deedReaders: Readonly<
	Record<string, (words: readonly string[], when: When) => EventLine['deed'] | string>
> = {
	server: (words, when) => readServerDeed(words, when),
	sysctl: words => readSettingDeed(words),
};

const readSettingDeed = (words: readonly string[]): SettingDeed | string => {
	const [name = '', ...values] = words;
	const text = values.join(' ');
	return writeSysctl(createSysctls(), name, text) === 0 && text !== ''
		? {kind: 'setting', name, text}
		: `"sysctl" is followed by a setting below net.ipv4.vs and its value, such as expire_nodest_conn 1, not ${quoted(words.join(' '))}`;
};

const readServerDeed = (
	words: readonly string[],
	{every}: When,
): (EventLine['deed'] & {kind: 'server'}) | string => {
	const rest = [...words];
	const [address = ''] = rest.splice(0, 1);
	const server = readEndpoint(address);
	if (server === undefined) {
		return `a server is an address in numbers, with or without a port, not ${quoted(address)}`;
	}
	const behaviour = readBehaviour(rest);
	if (behaviour === undefined) {
		return `a server can be down, refusing, slow 5x or ok, not ${quoted(rest.join(' '))}`;
	}
	let duration: number | undefined;
	if (rest[0] === 'for') {
		duration = readTime(rest[1] ?? '');
		if (!duration) {
			return `"for" is followed by a time such as 30s, not ${quoted(rest[1] ?? '')}`;
		}
		if (every !== undefined && duration >= every) {
			return 'this lasts until it begins anew: the time behind "for" must be shorter than that behind "every"';
		}
		if (behaviour.kind === 'ok') {
			return '"ok" takes no "for": a server stays well until something happens to it';
		}
		rest.splice(0, 2);
	}
	return rest.length === 0
		? {kind: 'server', server, behaviour, duration}
		: `${quoted(rest.join(' '))} is too much here`;
};

/** Takes its words off the list. */
const readBehaviour = (words: string[]): ServerBehaviour | undefined => {
	const [kind] = words;
	switch (kind) {
		case 'ok':
		case 'down':
		case 'refusing':
			words.splice(0, 1);
			return {kind};
		case 'slow': {
			const [, text = ''] = words;
			const factor = text.endsWith('x') ? readNumber(text.slice(0, -1)) : undefined;
			if (factor === undefined || factor <= 1) {
				return undefined;
			}
			words.splice(0, 2);
			return {kind, factor};
		}
		default:
			return undefined;
	}
};
