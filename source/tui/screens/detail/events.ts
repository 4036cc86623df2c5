import type {Entry} from '../../../operator/journal.ts';
import type {TuiState} from '../../store/state.ts';
import {lineOf, plainLine, type Line} from '../../view/line.ts';
import {timeText} from '../../view/number-text.ts';
import {padEnd} from '../../view/text.ts';
import {services} from '../services/state.ts';

/** What happened to the item, and to the servers of a service, the last first. */
export const eventsOf = (state: TuiState): readonly Entry[] => {
	const item = services.of(state).cursor;
	const entries = state.operator?.journal.entries ?? [];
	return entries
		.filter(
			entry =>
				entry.item?.service === item?.service &&
				(item?.destination === undefined ||
					entry.item?.destination === undefined ||
					entry.item.destination === item.destination),
		)
		.toReversed();
};

const actorTones = {
	you: 'plain',
	'someone else': 'warning',
	care: 'plain',
	scheduled: 'accent',
} as const;

export const eventLine = (entry: Entry): Line =>
	lineOf([
		{text: ` ${timeText(entry.at)}  `, tone: 'dim'},
		{text: padEnd(entry.actor, 13), tone: actorTones[entry.actor]},
		{text: entry.what, tone: 'plain'},
		{text: resultText(entry), tone: entry.result.kind === 'refused' ? 'bad' : 'dim'},
	]);

const resultText = ({result, isUndone}: Entry): string => {
	const undone = isUndone ? ' (undone)' : '';
	switch (result.kind) {
		case 'done':
		case 'seen':
			return undone;
		case 'refused':
		case 'unknown':
			return `  ${result.kind}: ${result.why}`;
		case 'not sent':
			return '  not sent';
	}
};

/** Every change of the item since the start, with the command that makes the same one. */
export const historyLines = (state: TuiState): readonly Line[] => {
	const events = eventsOf(state);
	return events.length === 0
		? [
				plainLine(' '),
				plainLine('  nothing was changed here since this program was started', 'dim'),
			]
		: events.flatMap(entry => [
				eventLine(entry),
				...(entry.line === undefined
					? []
					: [plainLine(`${' '.repeat(24)}ipvsadm ${entry.line}`, 'dim')]),
			]);
};
