import {PerformanceObserver} from 'node:perf_hooks';
import {getHeapStatistics, setFlagsFromString} from 'node:v8';
import {runInNewContext} from 'node:vm';
import {loadBinding} from '../transport/kernel/binding.ts';

/** Bytes of buffers that nobody may need any more, and the part of all that they may be where there are many. */
const much = 12 * 1024 * 1024;
const largePart = 1 / 6;

/**
Has garbage collected when much of it may be in buffers, and given back to the system. Those of a reading are old by the time the next one takes
their place; of old ones V8 lets 64 MB come together first, and the C library keeps what was theirs.
*/
export const holdBuffers = (): void => {
	const binding = loadBinding();
	if (binding.ok) {
		binding.value.giveBackMemory();
	}
	let least = Number.POSITIVE_INFINITY;
	let collect: (() => void) | undefined;
	const observer = new PerformanceObserver(() => {
		least = Math.min(least, bytesOfBuffers());
		if (bytesOfBuffers() - least > Math.max(much, least * largePart)) {
			collect ??= collector();
			collect();
			least = bytesOfBuffers();
		}
	});
	observer.observe({entryTypes: ['gc']});
};

const bytesOfBuffers = (): number => getHeapStatistics().external_memory;

/** V8 hands it to new contexts only, and only while the flag is set. */
const collector = (): (() => void) => {
	setFlagsFromString('--expose-gc');
	const collect = runInNewContext('gc') as () => void;
	setFlagsFromString('--no-expose-gc');
	return collect;
};
