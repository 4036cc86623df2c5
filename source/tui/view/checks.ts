import type {CaredServer, CaredService} from '../../operator/care.ts';
import type {Facts} from './facts.ts';
import type {Segment, Tone} from './line.ts';
import {durationText} from './number-text.ts';

/** What health checks say of a server, in a word. */
export type CheckWord = {
	readonly text: string;
	/** Where there are four cells for it. */
	readonly short: string;
	readonly tone: Tone;
	/** By which it is sorted: what needs a look is first. */
	readonly rank: number;
};

/** Undefined for a server that nobody takes care of. */
export const checkWordAt = (facts: Facts, row: number): CheckWord | undefined => {
	const found = caredAt(facts, row);
	return found && wordOf(found.service, found.server, facts.sample.takenAt);
};

const wordOf = ({isInCare}: CaredService, server: CaredServer, now: number): CheckWord => {
	const {health, mark, role, isHeld, since} = server;
	if (!isInCare) {
		return {text: 'stale', short: 'old', tone: 'dim', rank: 6};
	}
	if (role !== 'server') {
		return {text: role, short: '-', tone: 'dim', rank: 5};
	}
	if (mark !== 'auto') {
		const tone = health === 'down' ? 'bad' : 'accent';
		return {text: `pin ${mark}`, short: 'pin', tone, rank: 1};
	}
	switch (health) {
		case 'down': {
			const age = wholeTime(now - since).replace(/ (.).*$/, '$1');
			return {text: `down ${age}`, short: 'down', tone: 'bad', rank: 0};
		}
		case 'unknown':
			return {text: '?', short: '?', tone: 'dim', rank: 3};
		case 'up':
			return isHeld
				? {text: 'up held', short: 'held', tone: 'warning', rank: 2}
				: {text: 'up', short: 'up', tone: 'good', rank: 4};
	}
};

/** What the filter finds a server by. */
export const checkWords = (facts: Facts, row: number): readonly string[] => {
	const found = caredAt(facts, row);
	if (found === undefined) {
		return ['none'];
	}
	const {isInCare} = found.service;
	const {health, mark, isHeld, role} = found.server;
	return isInCare
		? [
				...(role === 'server' ? [health] : [role]),
				...(mark === 'auto' ? [] : ['pinned']),
				...(isHeld ? ['held'] : []),
			]
		: ['stale'];
};

/** Of the servers of a service: how many pass their checks. */
export const checkedIn = (
	{care, sample: {structure}}: Facts,
	row: number,
): {readonly up: number; readonly all: number} | undefined => {
	const service = care.size === 0 ? undefined : care.get(structure.serviceKeys[row] ?? '');
	if (service?.isInCare !== true) {
		return undefined;
	}
	const servers = [...service.servers.values()].filter(({role}) => role === 'server');
	return {up: servers.filter(({health}) => health === 'up').length, all: servers.length};
};

/** The same in a sentence, with why it fails: its beginning has a tone. */
export const checkSentence = (
	{isInCare, leftAt = 0, pid}: CaredService,
	server: CaredServer,
	now: number,
): Segment => {
	const {health, since, note, role} = server;
	if (!isInCare) {
		const before = health === 'unknown' ? '' : `; its checks ${healthTexts[health].past}`;
		return {
			text: `nobody takes care of it any more: process ${pid} wrote last ${wholeTime(now - leftAt)} ago${before}`,
			tone: 'warning',
		};
	}
	const {text, tone} = healthTexts[health];
	const age = health === 'unknown' ? '' : ` for ${wholeTime(now - since)}`;
	return {
		text: `${role === 'server' ? `${text}${age}` : 'not checked'}${note === '' ? '' : `: ${note}`}`,
		tone,
	};
};

const healthTexts: Readonly<
	Record<CaredServer['health'], {readonly text: string; readonly past: string; readonly tone: Tone}>
> = {
	up: {text: 'its checks pass', past: 'passed', tone: 'good'},
	down: {text: 'its checks fail', past: 'failed', tone: 'bad'},
	unknown: {text: 'not checked yet', past: '', tone: 'dim'},
};

export const checkSentenceAt = (facts: Facts, row: number): Segment | undefined => {
	const found = caredAt(facts, row);
	return found && checkSentence(found.service, found.server, facts.sample.takenAt);
};

/** A server of the table as those know it who take care of it, or took. */
const caredAt = (
	{care, sample: {structure}}: Facts,
	row: number,
): {readonly service: CaredService; readonly server: CaredServer} | undefined => {
	if (care.size === 0) {
		return undefined;
	}
	const service = care.get(structure.serviceKeys[structure.serviceOf[row] ?? 0] ?? '');
	const server = service?.servers.get(structure.destinationKey(row));
	return service === undefined || server === undefined ? undefined : {service, server};
};

/** Tenths of seconds would only flicker. */
const wholeTime = (milliseconds: number): string =>
	durationText(Math.round(milliseconds / 1000) * 1000);
