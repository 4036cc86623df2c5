import {itemText} from '../../../operator/item.ts';
import type {Plan, Shift, Step} from '../../../operator/preview.ts';
import {percent} from '../../../operator/words.ts';
import {lineOf, plainLine, type Line, type Segment, type Tone} from '../../view/line.ts';
import {wrapped} from '../../view/wrap.ts';
import {inRoom, type Section} from './share-room.ts';

type Look = {
	/** Cells. */
	readonly width: number;
	/** Lines. */
	readonly room: number;
	readonly differences: readonly string[];
	readonly advice?: string | undefined;
	/** What a simulation of it says. */
	readonly outlook: readonly Line[];
};

/** What a plan would do, what is lost with it, where the load goes, what to know, and the commands that do the same. */
export const previewLines = (
	plan: Plan,
	{width, room, differences, advice, outlook}: Look,
): readonly Line[] => {
	const {steps, skipped, shifts, warnings, severity} = plan;
	const sections: readonly Section[] = [
		{
			rank: 1,
			more: 'more changes by others',
			lines: differences.flatMap(text => sentence('!', text, {width, tone: 'warning'})),
		},
		{
			rank: 2,
			more: '',
			lines:
				severity.kind === 'reversible'
					? []
					: [
							...sentence('!', severity.loses, {width, tone: 'bad'}),
							...(advice === undefined ? [] : sentence(' ', advice, {width, tone: 'accent'})),
						],
		},
		{rank: 3, more: 'more', lines: stepLines(steps, width)},
		{rank: 3, more: 'more was simulated', lines: outlook},
		{
			rank: 7,
			more: 'more are as wanted',
			lines: skipped.map(({why}) => plainLine(` = ${why}`, 'dim')),
		},
		{
			rank: 5,
			more: 'more',
			lines: shifts.flatMap(shift => shiftLines(shift, {width, isOne: shifts.length === 1})),
		},
		{
			rank: 4,
			more: 'more to know',
			lines: warnings.flatMap(({says}) => sentence('!', says, {width, tone: 'warning'})),
		},
		{
			rank: 6,
			more: 'more commands',
			lines: steps.map(({line}) =>
				lineOf([
					{text: ' $ ', tone: 'dim'},
					{text: `ipvsadm ${line}`, tone: 'accent'},
				]),
			),
		},
	];
	return inRoom(sections, {width, room});
};

/** A sentence in as many lines as it takes, behind a sign. */
export const sentence = (
	sign: string,
	text: string,
	{width, tone}: {readonly width: number; readonly tone: Tone},
): readonly Line[] =>
	wrapped(text, width - 4).map((part, index) =>
		plainLine(` ${index === 0 ? sign : ' '.repeat(sign.length)} ${part}`, tone),
	);

/** A single step is named by the title. */
const stepLines = (steps: readonly Step[], width: number): readonly Line[] =>
	steps.map(({item, effect}) => {
		const whole = item === undefined ? '' : itemText(item);
		const isWide = whole.length + effect.length + 6 > width;
		const name = steps.length === 1 ? '' : isWide ? (item?.destination ?? whole) : whole;
		return lineOf([
			{text: name === '' ? ' ' : ` ${name}  `, tone: 'plain'},
			{text: effect, tone: 'strong'},
		]);
	});

/** Who gets how much of the new connections: those that get more, and those that get less. */
const shiftLines = (
	{service, servers}: Shift,
	{width, isOne}: {readonly width: number; readonly isOne: boolean},
): readonly Line[] => {
	const moved = servers
		.filter(({before, after}) => before !== after)
		.toSorted(
			(left, right) =>
				right.after - right.before - (left.after - left.before) ||
				left.destination.localeCompare(right.destination, 'en', {numeric: true}),
		);
	const takers = moved.filter(({after}) => after > 0);
	const lead = isOne ? 'load' : `load ${service}`;
	// Who has nothing any more was named before, with the weight.
	const pieces = (takers.length === 0 ? moved : takers).map(
		({destination, before, after}): Segment => ({
			text: `${isOne ? destination : withoutPort(destination, servers)} ${percent(before)} > ${percent(after)}`,
			tone: after > before ? 'plain' : 'dim',
		}),
	);
	const lines: Segment[][] = [[{text: ` ${lead} `, tone: 'dim'}]];
	let used = lead.length + 2;
	for (const piece of pieces) {
		if (used + 2 + piece.text.length >= width && used > lead.length + 2) {
			lines.push([{text: ' '.repeat(lead.length + 2), tone: 'dim'}]);
			used = lead.length + 2;
		}
		const gap = (lines.at(-1)?.length ?? 0) > 1 ? '  ' : '';
		lines.at(-1)?.push({text: gap, tone: 'plain'}, piece);
		used += gap.length + piece.text.length;
	}
	return lines.map(lineOf);
};

/** A port that all of them have says nothing. */
const withoutPort = (destination: string, servers: Shift['servers']): string => {
	const [port = ''] = /:\d+$/.exec(destination) ?? [];
	return servers.every(other => other.destination.endsWith(port))
		? destination.slice(0, destination.length - port.length)
		: destination;
};
