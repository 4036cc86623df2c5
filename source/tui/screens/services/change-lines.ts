import {itemText} from '../../../operator/item.ts';
import type {Entry} from '../../../operator/journal.ts';
import type {TuiState} from '../../store/state.ts';
import type {Segment} from '../../view/line.ts';
import {timeText} from '../../view/number-text.ts';
import {padEnd} from '../../view/text.ts';
import {eventsOf} from '../detail/events.ts';
import {actorWords} from '../log/lines.ts';
import type {ItemKey} from './item.ts';
import {services} from './state.ts';

/** How many changes are told; the details and the log have all of them. */
const most = 4;

/** What was changed of the item under the cursor since the start, the last first; nothing where nothing was. */
export const changeLines = (state: TuiState): readonly (readonly Segment[])[] => {
	const {cursor} = services.of(state);
	const events = eventsOf(state).slice(0, most);
	return events.length === 0
		? []
		: [
				[{text: ' ', tone: 'plain'}],
				[{text: 'changes since the start', tone: 'dim'}],
				...events.map((entry): readonly Segment[] => {
					const {word, tone} = actorWords[entry.actor];
					return [
						{text: `  ${timeText(entry.at)} `, tone: 'dim'},
						{text: padEnd(word, 6), tone},
						{text: briefly(entry, cursor), tone: entry.isUndone ? 'dim' : 'plain'},
					];
				}),
			];
};

/** What became of it, without the names that stand above. */
const briefly = ({what, item}: Entry, cursor: ItemKey | undefined): string => {
	const isItself = item?.destination === cursor?.destination;
	const at = what.lastIndexOf(': ');
	const effect =
		at < 0 ? what.replace(itemText(item ?? {service: ''}), '').trim() : what.slice(at + 2);
	return isItself ? effect : `${item?.destination}: ${effect}`;
};
