import {PerformanceObserver} from 'node:perf_hooks';
import {getHeapSpaceStatistics, setFlagsFromString} from 'node:v8';

/** Bytes; frames and readings are over long before half of it is full. */
const enough = 16 * 1024 * 1024;

/** Milliseconds: what watches it takes a moment to load, and the first frame comes first. */
const afterStart = 1000;

/**
Keeps the space that V8 has for new objects from growing any more once it is large enough. It doubles whenever much of it is still in use, as a
large table is when it comes, and ends at 128 MB, all of which is written to before anything is collected.
*/
export const holdNewSpace = (): void => {
	const observer = new PerformanceObserver(() => {
		if (sizeOfNewSpace() >= enough) {
			setFlagsFromString('--semi-space-growth-factor=1');
			observer.disconnect();
		}
	});
	setTimeout(() => observer.observe({entryTypes: ['gc']}), afterStart).unref();
};

const sizeOfNewSpace = (): number =>
	getHeapSpaceStatistics().find(({space_name: name}) => name === 'new_space')?.space_size ?? 0;
