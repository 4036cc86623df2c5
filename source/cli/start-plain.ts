import {hostname} from 'node:os';
import {systemClock} from '../sampler/clock.ts';
import {runPlain} from '../tui/plain/run-plain.ts';
import {careOf} from './care/care-of.ts';
import {openLiveWish, type LiveWish} from './live-wish.ts';
import {writerTo} from './output.ts';
import type {WordCall} from './words/word.ts';
import {linesOf} from './plain-line.ts';

/** The live table as lines of text. Returns the exit code, or one sentence that says why nothing could be shown. */
export const startPlain = async (
	wish: LiveWish,
	runWord: WordCall['runWord'],
): Promise<number | string> => {
	const live = await openLiveWish(wish);
	if (typeof live === 'string') {
		return live;
	}
	const {here, preferences, director} = live;
	const {client, source, clock = systemClock, remark} = director;
	const write = writerTo(1);
	const what = {
		kernel: 'IPVS of this kernel',
		embedded: `embedded demo director${source.kind === 'embedded' ? `, ${source.reason}` : ''}`,
		remote: 'IPVS elsewhere',
	}[source.kind];
	const isReadOnly = wish.isReadOnly === true || preferences.readOnly;
	return runPlain({
		client,
		greeting: [
			[preferences.label, hostname(), what, isReadOnly ? 'read-only' : '']
				.filter(part => part !== '')
				.join(', '),
			...here.problems,
			...(remark === undefined ? [] : [remark]),
		],
		interval: preferences.interval,
		care: careOf(director.wanted, process.env)?.read,
		runLine: linesOf({wanted: director.wanted, client, isReadOnly, write, runWord}),
		input: process.stdin,
		write,
		clock,
	});
};
