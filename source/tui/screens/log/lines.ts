import type {Actor, Entry} from '../../../operator/journal.ts';
import {itemText} from '../../../operator/item.ts';
import {resultWords} from '../../overlays/results/state.ts';
import type {Glyphs} from '../../view/glyphs.ts';
import {lineOf, plainLine, type Line, type Segment, type Tone} from '../../view/line.ts';
import {timeText} from '../../view/number-text.ts';
import {cut, cutMiddle, padEnd, widthOf} from '../../view/text.ts';

export type Look = {readonly columns: number; readonly glyphs: Glyphs; readonly isCursor: boolean};

export const actorWords: Readonly<Record<Actor, {readonly word: string; readonly tone: Tone}>> = {
	you: {word: 'you', tone: 'plain'},
	'someone else': {word: 'other', tone: 'warning'},
	care: {word: 'care', tone: 'plain'},
	scheduled: {word: 'timer', tone: 'dim'},
};

/** From here on the commands have a column of their own. */
const withCommands = 120;

export const headingLine = (columns: number): Line =>
	plainLine(
		columns < withCommands
			? '  TIME     WHO   RESULT   WHAT'
			: `  TIME     WHO   RESULT   ${padEnd('WHAT', whatWidth(columns))} COMMAND`,
		'dim',
	);

const whatWidth = (columns: number): number => Math.floor((columns - 28) * 0.55);

export const entryLine = (entry: Entry, {columns, glyphs, isCursor}: Look): Line => {
	const {word, tone} = actorWords[entry.actor];
	const room = columns - 27;
	const width = columns < withCommands ? room : whatWidth(columns);
	const shown = padEnd(cutMiddle(shorterOf(entry, width), width, glyphs), width);
	return lineOf([
		{text: `${isCursor ? glyphs.cursor : ' '} ${timeText(entry.at)} `, tone: 'dim'},
		{text: padEnd(word, 6), tone},
		resultSegment(entry),
		{text: shown, tone: entry.isUndone ? 'dim' : 'plain'},
		...(columns < withCommands || entry.line === undefined
			? []
			: [{text: cut(` ${entry.line}`, room - width, glyphs), tone: 'dim' as const}]),
	]);
};

const resultSegment = ({result, isUndone}: Entry): Segment => {
	const {word, tone} = resultWords[result.kind];
	return isUndone ? {text: padEnd('undone', 9), tone: 'dim'} : {text: padEnd(word, 9), tone};
};

/** A bulk action names the item of its line too. */
export const whatOf = ({what, item}: Entry): string => {
	const name = item === undefined ? '' : itemText(item);
	if (name === '' || what.includes(name)) {
		return what;
	}
	const [action = what, ...effect] = what.split(': ');
	return effect.length === 0 ? `${what}: ${name}` : `${action}: ${name}: ${effect.join(': ')}`;
};

/** Where there is no room, without the service, which the command below names; then without what the step belongs to. */
const shorterOf = (entry: Entry, width: number): string => {
	const {item} = entry;
	const what = whatOf(entry);
	if (item?.destination === undefined || widthOf(what) <= width) {
		return what;
	}
	const brief = what.replace(itemText(item), item.destination);
	return widthOf(brief) <= width
		? brief
		: brief.slice(Math.max(0, brief.indexOf(item.destination)));
};

/** The command of a line, and what puts it back. */
export const commandLines = (entry: Entry, glyphs: Glyphs, columns: number): readonly Line[] => [
	plainLine(glyphs.rule.repeat(columns), 'border'),
	entry.line === undefined
		? plainLine(cut(` no command of ipvsadm does this: ${entry.what}`, columns, glyphs), 'dim')
		: commandLine('did ', [entry.line], {glyphs, columns}),
	'why' in entry.result
		? plainLine(cut(` ${entry.result.why}`, columns, glyphs), 'bad')
		: entry.inverse.length === 0
			? plainLine(backText(entry), 'dim')
			: commandLine('back', entry.inverse, {glyphs, columns}),
];

/** Such as a pin, for which ipvsadm has no words. */
const backText = ({line, step, actor}: Entry): string =>
	actor === 'you' && line === undefined && step !== undefined
		? ' u puts it back, after what was done since'
		: ' nothing puts it back';

const commandLine = (
	lead: string,
	[first = '', ...others]: readonly string[],
	{glyphs, columns}: Pick<Look, 'glyphs' | 'columns'>,
): Line => {
	const more = others.length === 0 ? '' : `  +${others.length}`;
	const room = columns - widthOf(lead) - 2 - widthOf(more);
	return lineOf([
		{text: ` ${lead} `, tone: 'dim'},
		{text: cut(`ipvsadm ${first}`, room, glyphs), tone: 'accent'},
		{text: more, tone: 'dim'},
	]);
};
