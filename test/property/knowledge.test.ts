import fc from 'fast-check';
import {expect, test} from 'vitest';
import {checkRules} from '../../source/cli/words/check-rules.ts';
import {readRules} from '../../source/cli/words/rules-file.ts';
import type {Change, ChangeKind} from '../../source/model/change.ts';
import {emptyConfiguration} from '../../source/plan/configuration.ts';
import {openKnowledge, type Doubt} from '../../source/plan/knowledge.ts';
import {openLedger} from '../../source/plan/ledger.ts';
import {changeOf} from '../unit/ipvsadm/parsing.ts';

/** From so few services and servers that nearly every line is in the way of others. */
const anyLine = fc.oneof(
	fc.constantFrom('-A -f 1', '-A -f 2', '-D -f 1', '-D -f 2', '-E -f 1 -s rr', '-Z -f 2', '-C'),
	fc
		.tuple(fc.constantFrom('-a', '-e', '-d'), fc.constantFrom(1, 2), fc.constantFrom(1, 2))
		.map(([command, mark, host]) => `${command} -f ${mark} -r 10.0.0.${host}`),
	fc.constantFrom('--start-daemon master', '--stop-daemon master', '--start-daemon backup'),
);

const doubts: Readonly<Partial<Record<ChangeKind, Doubt>>> = {
	'add-service': {what: 'service', may: 'add'},
	'delete-service': {what: 'service', may: 'remove'},
	flush: {what: 'service', may: 'remove'},
	'add-destination': {what: 'destination', may: 'add'},
	'delete-destination': {what: 'destination', may: 'remove'},
	'start-daemon': {what: 'daemon', may: 'add'},
	'stop-daemon': {what: 'daemon', may: 'remove'},
};

const matchOf = (change: Change) =>
	change.kind === 'add-service'
		? change.service.match
		: 'match' in change
			? change.match
			: undefined;

test('from an empty table on, everything is known', () => {
	fc.assert(
		fc.property(fc.array(anyLine, {maxLength: 20}), lines => {
			const ledger = openLedger(emptyConfiguration);
			const knowledge = openKnowledge('empty');
			for (const change of lines.map(changeOf)) {
				expect(knowledge.enter(change)).toBe(ledger.enter(change));
			}
		}),
		{numRuns: 1000},
	);
});

test('nothing of rules that a director takes is a problem, whatever it had before and whichever lines cannot be read', () => {
	const anyRead = fc.record({
		line: anyLine,
		isRead: fc.boolean(),
		namesService: fc.boolean(),
	});
	fc.assert(
		fc.property(
			fc.array(anyLine, {maxLength: 8}),
			fc.array(anyRead, {maxLength: 20}),
			(before, rules) => {
				const ledger = openLedger(emptyConfiguration);
				before.forEach(line => ledger.enter(changeOf(line)));
				const knowledge = openKnowledge(before.length === 0 ? 'empty' : 'unknown');
				for (const {line, isRead, namesService} of rules) {
					const change = changeOf(line);
					const doubt = doubts[change.kind];
					if (ledger.enter(change) !== undefined) {
						continue;
					}
					if (isRead) {
						expect(knowledge.enter(change)).toBe(undefined);
					} else if (doubt !== undefined) {
						knowledge.doubt({...doubt, match: namesService ? matchOf(change) : undefined});
					}
				}
			},
		),
		{numRuns: 3000},
	);
});

/** As files of many rules have them. */
const anyPlainLine = fc.oneof(
	fc
		.tuple(fc.constantFrom('t', 'u'), fc.constantFrom(80, 81))
		.map(([protocol, port]) => `-A -${protocol} 192.0.2.1:${port} -s rr`),
	fc
		.tuple(
			fc.constantFrom('t', 'u'),
			fc.constantFrom(80, 81),
			fc.constantFrom('10.0.0.1', '10.0.0.2', '0.0.0.0', '224.0.0.9'),
			fc.constantFrom(80, 8080),
		)
		.map(
			([protocol, port, host, at]) => `-a -${protocol} 192.0.2.1:${port} -r ${host}:${at} -m -w 1`,
		),
	fc.constantFrom('-C', '-a -t 192.0.2.1:80 -r 10.0.0.1:80 -g -w 1', '-D -t 192.0.2.1:80'),
);

test('the quick look at plain rules finds the same as the one that tells', async () => {
	await fc.assert(
		fc.asyncProperty(fc.array(anyPlainLine, {maxLength: 12}), async lines => {
			async function* input(): AsyncGenerator<Uint8Array> {
				yield Buffer.from(lines.join('\n'));
			}
			const read = await readRules('-', {input: input()});
			const told = checkRules(read, {start: 'unknown', strangeName: () => undefined});
			expect(checkRules(read, {start: 'unknown'})).toEqual(told);
		}),
		{numRuns: 200},
	);
});
