import fc from 'fast-check';
import {describe, expect, test} from 'vitest';
import {plainRuleReader} from '../../source/ipvsadm/plain-rule.ts';
import type {Change} from '../../source/model/change.ts';
import {
	addToRoll,
	changeKindAt,
	openRoll,
	rulesOf,
	sealed,
	type ChangeRoll,
} from '../../source/model/change-roll.ts';
import {emptyConfiguration} from '../../source/plan/configuration.ts';
import {foresight} from '../../source/plan/foresight.ts';
import {createWriter, written} from '../../source/wire/bytes.ts';
import {askForAcknowledgement, messageFlag} from '../../source/wire/netlink.ts';
import {writeChange} from '../../source/wire/requests.ts';
import {changesWriter} from '../../source/wire/roll-requests.ts';
import {change} from '../unit/client/director.ts';

/** Few enough that rules are often about the same thing. */
const host = fc.constantFrom('192.0.2.1', '192.0.2.2', '198.51.100.255', '0.0.0.1', '224.0.0.1');
const port = fc.constantFrom(1, 80, 65_535);
const service = fc
	.tuple(fc.constantFrom('-t', '-u'), host, port)
	.map(([protocol, address, number]) => `${protocol} ${address}:${number}`);
const line = fc.oneof(
	fc
		.tuple(service, fc.constantFrom('wlc', 'rr', 'mh', 'efgh'))
		.map(([name, scheduler]) => `-A ${name} -s ${scheduler}`),
	{
		weight: 4,
		arbitrary: fc
			.tuple(service, host, port, fc.constantFrom('-m', '-g', '-i'), fc.nat(2_147_483_647))
			.map(
				([name, address, number, method, weight]) =>
					`-a ${name} -r ${address}:${number} ${method} -w ${weight}`,
			),
	},
	service.map(name => `-D ${name}`),
	fc.tuple(service, host).map(([name, address]) => `-d ${name} -r ${address}`),
	fc.constant('-C'),
);
const lines = fc.array(line, {minLength: 1, maxLength: 30});

/** The lines as restore keeps them, and as the changes that they are. */
const both = (texts: readonly string[]): {roll: ChangeRoll; changes: readonly Change[]} => {
	const open = openRoll(texts.length);
	const read = plainRuleReader(open);
	for (const [index, text] of texts.entries()) {
		const bytes = Buffer.from(`${text}\n`);
		if (!read({bytes, start: 0, end: text.length}, index + 1)) {
			addToRoll(open, change(text), index + 1);
		}
	}
	return {roll: sealed(open), changes: texts.map(change)};
};

const requestsOf = (changes: readonly Change[], familyId: number, sequence: number): Uint8Array => {
	const writer = createWriter();
	for (const [index, one] of changes.entries()) {
		const flags =
			index === changes.length - 1 ? messageFlag.request | messageFlag.ack : messageFlag.request;
		writeChange(writer, one, {familyId, sequence: sequence + index, flags});
	}
	return written(writer);
};

describe('a roll of changes', () => {
	test('gives back what was put in, in whole and in part', () => {
		fc.assert(
			fc.property(lines, fc.nat(30), fc.nat(30), (texts, start, end) => {
				const {roll, changes} = both(texts);
				expect(Array.from(rulesOf(roll), rule => rule.change)).toEqual(changes);
				const part = roll.slice(start, end);
				const expected = changes.slice(start, end);
				expect(part.length).toBe(expected.length);
				for (let index = 0; index <= expected.length; index += 1) {
					expect(part.at(index)).toEqual(expected[index]);
					expect(changeKindAt(part, index)).toBe(expected[index]?.kind);
				}
			}),
		);
	});

	test('makes the same requests, also for another family id', () => {
		fc.assert(
			fc.property(lines, fc.array(fc.nat(65_535), {minLength: 1, maxLength: 3}), (texts, ids) => {
				const {roll, changes} = both(texts);
				const write = changesWriter();
				for (const familyId of ids) {
					for (const row of [roll, changes]) {
						const writer = createWriter();
						askForAcknowledgement(writer, write(writer, row, {familyId, sequence: 7}));
						expect(written(writer)).toEqual(requestsOf(changes, familyId, 7));
					}
				}
			}),
			// An id that looks like a number of the pattern.
			{examples: [[['-a -t 192.0.2.1:1 -r 192.0.2.1:1 -m -w 0', '-C'], [0x92_91]]]},
		);
	});

	test('is foreseen as the changes are', () => {
		fc.assert(
			fc.property(lines, texts => {
				const {roll, changes} = both(texts);
				const ofRoll = foresight(emptyConfiguration);
				const ofChanges = foresight(emptyConfiguration);
				for (const index of texts.keys()) {
					expect(ofRoll(roll, index), texts[index]).toBe(ofChanges(changes, index));
				}
			}),
		);
	});
});
