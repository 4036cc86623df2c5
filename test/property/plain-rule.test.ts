import fc from 'fast-check';
import {describe, expect, test} from 'vitest';
import type {NameBook} from '../../source/ipvsadm/names.ts';
import {parse} from '../../source/ipvsadm/parse.ts';
import {openRoll, sealed} from '../../source/model/change-roll.ts';
import {plainRuleReader} from '../../source/ipvsadm/plain-rule.ts';
import {wordsOf} from '../../source/ipvsadm/rules-line.ts';

const nameless: NameBook = {
	addressOfHost: () => null,
	hostOfAddress: () => null,
	portOfService: () => null,
	serviceOfPort: () => null,
};

const byGrammar = (line: string) =>
	parse(wordsOf(line), {program: 'ipvsadm', names: nameless, source: 'restore'});

const reader = () => {
	const roll = openRoll(16);
	const read = plainRuleReader(roll);
	return (line: string) => {
		const bytes = Buffer.from(`before\n${line}\nafter`);
		return read({bytes, start: 7, end: bytes.length - 6})
			? sealed(roll).at(roll.length - 1)
			: undefined;
	};
};

/** What the grammar makes of a line must be what the quick reader makes of it, wherever that one says anything. */
const expectTheSame = (read: ReturnType<typeof reader>, line: string): void => {
	const change = read(line);
	if (change !== undefined) {
		expect({kind: 'change', change}, line).toEqual(byGrammar(line));
	}
};

const number = fc.oneof(
	fc.nat(300).map(String),
	fc.nat().map(String),
	fc.constantFrom('', '0', '00', '010', '+1', '-1', '255', '256', '65535', '65536', '2147483648'),
);
const host = fc.oneof(
	fc.ipV4(),
	fc.tuple(number, number, number, number).map(parts => parts.join('.')),
	fc.constantFrom('10.1', '0x0a.0.0.1', '192.0.2.1 ', '[192.0.2.1]', '2001:db8::1', 'web'),
);
const endpoint = fc.oneof(
	{weight: 4, arbitrary: fc.tuple(fc.ipV4(), fc.nat(65_535)).map(parts => parts.join(':'))},
	fc.tuple(host, number).map(parts => parts.join(':')),
	host,
);
const blanks = fc.oneof({weight: 9, arbitrary: fc.constant(' ')}, fc.constantFrom('  ', '\t', ''));
const service = fc.tuple(
	fc.constantFrom('-t', '-u', '-t', '-f', '--tcp-service'),
	blanks,
	endpoint,
);
const scheduler = fc.oneof(
	fc.constantFrom('wlc', 'rr', 'none', '', 'WLC', 'averyveryverylongname', '-b'),
	fc.string({maxLength: 16}),
);
const method = fc.constantFrom('-m', '-g', '-m', '-i', '-x', '');
const tail = fc.oneof(
	{weight: 9, arbitrary: fc.constant('')},
	fc.constantFrom(' ', '\r', ' -p', ' -x 5', 'x', '\0'),
);

const line = fc
	.oneof(
		fc.tuple(
			fc.constantFrom('-A', '-a', '-E'),
			blanks,
			service,
			blanks,
			fc.constant('-s '),
			scheduler,
			tail,
		),
		fc.tuple(
			fc.constantFrom('-a', '-a', '-A', '-e'),
			blanks,
			service,
			blanks,
			fc.constant('-r '),
			endpoint,
			blanks,
			method,
			blanks,
			fc.constant('-w '),
			number,
			tail,
		),
	)
	.map(parts => parts.flat().join(''));

describe('the quick reader of plain rules', () => {
	test('agrees with the grammar', () => {
		fc.assert(
			fc.property(fc.array(line, {minLength: 1, maxLength: 6}), lines => {
				const read = reader();
				for (const text of lines) {
					expectTheSame(read, text);
					// The same service again comes from what was remembered of it.
					expectTheSame(read, text);
				}
			}),
			{numRuns: 3000},
		);
	});

	test('agrees with the grammar on a rule with a character changed', () => {
		const rules = [
			'-A -t 192.0.2.1:80 -s wlc',
			'-a -t 192.0.2.1:80 -r 198.51.100.12:8080 -m -w 100',
			'-a -u 192.0.2.1:53 -r 198.51.100.12:53 -g -w 0',
		];
		fc.assert(
			fc.property(
				fc.constantFrom(...rules),
				fc.nat(60),
				fc.constantFrom(...'0189. :-tuamgrwsx\t\0é', ''),
				fc.boolean(),
				(rule, at, character, isInserted) => {
					const read = reader();
					expectTheSame(read, rule);
					expectTheSame(
						read,
						rule.slice(0, at) + character + rule.slice(at + (isInserted ? 0 : 1)),
					);
				},
			),
			{numRuns: 3000},
		);
	});

	test('reads what -S writes', () => {
		const read = reader();
		expect(read('-A -t 192.0.2.1:80 -s wlc')).toBeDefined();
		expect(read('-a -t 192.0.2.1:80 -r 198.51.100.1:8080 -m -w 1')).toBeDefined();
		expect(read('-a -u 192.0.2.1:53 -r 198.51.100.1:53 -g -w 0')).toBeDefined();
	});
});
