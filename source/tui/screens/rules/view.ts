import type {BodyLine} from '../screen.ts';
import type {Size, TuiState} from '../../store/state.ts';
import {fitted} from '../../view/box.ts';
import {lineOf, plainLine, type Line, type Segment, type Tone} from '../../view/line.ts';
import {padEnd} from '../../view/text.ts';
import {wrapped} from '../../view/wrap.ts';
import {resultWords} from '../../overlays/results/state.ts';
import type {RulesStep} from './comparison.ts';
import {cannotSave} from './rules-keys.ts';
import {
	comparisonIn,
	listHeight,
	notDone,
	rules,
	shownSteps,
	type Phase,
	type RulesState,
} from './state.ts';

/** From this width on both sides stand beside each other. */
const wide = 120;

export const rulesView = (state: TuiState, area: Size): readonly BodyLine[] =>
	linesOf(state, area)
		.slice(0, area.rows)
		.map(body => ({
			...body,
			line: lineOf(fitted(body.line.segments, area.columns, state.glyphs)),
		}));

const linesOf = (state: TuiState, area: Size): readonly BodyLine[] => {
	const own = rules.of(state);
	const {phase} = own;
	switch (phase.kind) {
		case 'nothing':
			return told([`^r compares with ${own.path ?? ''}`], area.columns, 'dim');
		case 'reading':
			return told([`reading ${own.path ?? ''}`], area.columns, 'dim');
		case 'trouble':
			return told(
				[
					...phase.sentences,
					'',
					`nothing was changed; o takes another file${cannotSave(state) === undefined ? ', W saves the table into one' : ''}`,
				],
				area.columns,
				'bad',
			);
		case 'done':
			return doneLines(phase, area.columns);
		case 'stopped':
			return stoppedLines(phase, area);
		case 'compared':
		case 'applying':
			return steps(own, state, area);
	}
};

const told = (sentences: readonly string[], width: number, tone: Tone): readonly BodyLine[] => [
	{line: plainLine(' ')},
	...sentences.flatMap(text =>
		wrapped(text, width - 4).map(part => ({
			line: plainLine(`  ${part}`, text === '' ? 'plain' : tone),
		})),
	),
];

const steps = (own: RulesState, state: TuiState, area: Size): readonly BodyLine[] => {
	const all = shownSteps(own);
	const out = notDone(own);
	const room = listHeight(state.size);
	const shown = all.slice(own.top, own.top + room);
	return [
		{line: modeLine(own, all.length - out.size, state)},
		{line: headingLine(all.length, area)},
		...shown.map((step, index): BodyLine => {
			const isCursor = own.top + index === own.cursor;
			return {
				isCursor,
				line: lineOf(
					rowSegments(step, {
						effect: own.effects.get(step.line),
						isOut: out.has(step.line),
						isCursor,
						columns: area.columns,
						state,
					}),
				),
			};
		}),
	];
};

const modeLine = (own: RulesState, count: number, {operator}: TuiState): Line => {
	const mark = (mode: RulesState['mode']): Segment => ({
		text: `${own.mode === mode ? '(x)' : '( )'} ${mode}  `,
		tone: own.mode === mode ? 'strong' : 'plain',
	});
	const removals = (comparisonIn(own)?.steps.length ?? 0) - shownSteps(own).length;
	const work = own.phase.kind === 'applying' ? operator?.work : undefined;
	return lineOf([
		{text: ' ', tone: 'plain'},
		mark('merge'),
		mark('exact'),
		work === undefined
			? {text: `Enter applies ${count} ${count === 1 ? 'step' : 'steps'}`, tone: 'accent'}
			: {text: `step ${work.done} of ${work.total}`, tone: 'warning'},
		{
			text:
				removals > 0
					? `  ${removals} only here, which merge keeps`
					: '  safe order: additions first',
			tone: 'dim',
		},
	]);
};

const headingLine = (count: number, {columns}: Size): Line => {
	if (count === 0) {
		return plainLine('     the table is what the file says', 'good');
	}
	return columns < wide
		? plainLine('     STEP', 'dim')
		: plainLine(
				padEnd('     STEP', subjectWidth(columns) + 7) + padEnd('NOW', sideWidth(columns)) + 'FILE',
				'dim',
			);
};

type Row = {
	readonly effect: string | undefined;
	readonly isOut: boolean;
	readonly isCursor: boolean;
	readonly columns: number;
	readonly state: TuiState;
};

const rowSegments = (
	step: RulesStep,
	{effect, isOut, isCursor, columns, state}: Row,
): readonly Segment[] => {
	const tone: Tone = isOut ? 'dim' : tones[step.sign];
	const start: readonly Segment[] = [
		{text: isCursor ? state.glyphs.cursor : ' ', tone: 'accent'},
		{text: isOut ? '[ ] ' : '[x] ', tone: isOut ? 'dim' : 'plain'},
		{text: `${step.sign} `, tone},
	];
	if (columns >= wide) {
		const side = sideWidth(columns);
		const cell = (text: string, width: number): string =>
			fitted([{text, tone: 'plain'}], width - 1, state.glyphs)
				.map(segment => segment.text)
				.join('') + ' ';
		return [
			...start,
			{text: cell(step.subject, subjectWidth(columns)), tone},
			{text: cell(step.now === '' ? '-' : step.now, side), tone: isOut ? 'dim' : 'plain'},
			{text: cell(step.file === '' ? (effect ?? '-') : step.file, side), tone},
		];
	}
	const says = step.sign === '+' ? step.file : (effect ?? step.file);
	return [...start, {text: step.subject, tone}, {text: `  ${says}`, tone: isOut ? 'dim' : 'plain'}];
};

const subjectWidth = (columns: number): number => Math.floor((columns - 7) * 0.4);
const sideWidth = (columns: number): number => Math.floor((columns - 7) * 0.3);

const tones: Readonly<Record<RulesStep['sign'], Tone>> = {'+': 'good', '-': 'bad', '~': 'warning'};

const doneLines = (
	{count, rollback}: Phase & {kind: 'done'},
	width: number,
): readonly BodyLine[] => [
	...told([`${count} ${count === 1 ? 'step' : 'steps'} done; u undoes all of them`], width, 'good'),
	...told(
		[...(rollback === undefined ? [] : [`what undoes them: ${rollback}`]), '^r compares again'],
		width,
		'dim',
	),
];

const stoppedLines = (
	{results, rollback}: Phase & {kind: 'stopped'},
	{columns, rows}: Size,
): readonly BodyLine[] => {
	const done = results.filter(({result}) => result.kind === 'done').length;
	const at = Math.max(
		0,
		results.findIndex(({result}) => result.kind !== 'done'),
	);
	const refused = results[at];
	const why = refused !== undefined && 'why' in refused.result ? refused.result.why : '';
	const head = told(
		[
			`step ${at + 1} of ${results.length} was refused: ${why}`,
			...(refused === undefined ? [] : [`ipvsadm ${refused.step.line}`]),
		],
		columns,
		'bad',
	);
	const offer = told(
		[
			done === 0
				? 'nothing was changed'
				: `${done} of ${results.length} are done: b rolls them back, ^r compares again`,
			...(rollback === undefined ? [] : [`what undoes all of it: ${rollback}`]),
		],
		columns,
		'warning',
	);
	const room = Math.max(0, rows - head.length - offer.length - 1);
	return [
		...head,
		...offer,
		{line: plainLine(' ')},
		...results
			.slice(Math.max(0, at - Math.floor(room / 2)))
			.slice(0, room)
			.map(({step, result}) => ({
				line: lineOf([
					{
						text: `  ${padEnd(resultWords[result.kind].word, 9)}`,
						tone: resultWords[result.kind].tone,
					},
					{text: step.line, tone: 'plain'},
				]),
			})),
	];
};
