import {isatty} from 'node:tty';
import {systemClock} from '../../sampler/clock.ts';
import type {WordCall} from './word.ts';

export type Progress = {
	/** Says how much is done; called as often as one likes. */
	readonly show: (done: number) => void;
	/** Takes away what was drawn. */
	readonly end: () => void;
};

/** A bar on stderr, for work of more than a second and where a person watches; otherwise nothing at all. */
export const showProgress = (
	total: number,
	{isWatched = isatty(2), clock = systemClock, stderr}: WordCall,
): Progress => {
	const start = clock.now();
	let next = start + patience;
	let isDrawn = false;
	return {
		show: done => {
			const now = clock.now();
			if (!isWatched || now < next) {
				return;
			}
			next = now + pause;
			isDrawn = true;
			stderr(`\r${bar(done, total)}${clearRest}`);
		},
		end: () => {
			if (isDrawn) {
				stderr(`\r${clearRest}`);
			}
		},
	};
};

/** `[#####               ]  25 %  25 of 100` */
const bar = (done: number, total: number): string => {
	const share = total === 0 ? 1 : done / total;
	const filled = '#'.repeat(Math.floor(share * width)).padEnd(width);
	return `[${filled}] ${String(Math.floor(share * 100)).padStart(3)} %  ${done} of ${total}`;
};

const width = 30;
/** Milliseconds before anything is drawn, and between two drawings. */
const patience = 1000;
const pause = 100;
export const clearRest = '\u001b[K';
