import type {ItemResult} from '../../../operator/operator.ts';
import type {EntryResult} from '../../../operator/journal.ts';
import {overlayHandle} from '../../store/overlay-handle.ts';
import type {Action} from '../../store/state.ts';
import type {Tone} from '../../view/line.ts';

type Results = {
	readonly title: string;
	readonly items: readonly ItemResult[];
	/** The first line that is shown. */
	readonly top: number;
};

export const results = overlayHandle<Results>('results');

/** What came of each item: those that did not work first. */
export const openResults = (title: string, items: readonly ItemResult[]): Action =>
	results.open({
		title,
		items: items.toSorted((left, right) => order(left) - order(right)),
		top: 0,
	});

const order = ({result}: ItemResult): number => (result.kind === 'done' ? 1 : 0);

export const resultWords: Readonly<
	Record<EntryResult['kind'], {readonly word: string; readonly tone: Tone}>
> = {
	done: {word: 'ok', tone: 'good'},
	seen: {word: 'seen', tone: 'dim'},
	refused: {word: 'FAILED', tone: 'bad'},
	unknown: {word: 'UNKNOWN', tone: 'bad'},
	'not sent': {word: 'not sent', tone: 'warning'},
};
