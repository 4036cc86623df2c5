import {systemClock} from '../../sampler/clock.ts';
import type {Machine} from '../../setup/machine.ts';
import type {WordCall} from '../words/word.ts';
import {nothingToDo} from './task.ts';

/**
Sets up again and again, until a signal comes: when the services have changed, and now and then because somebody may have flushed a
chain. What goes wrong is told once; at the start of a machine its services may be still to come.
*/
export const keepSetUp = async (
	call: WordCall,
	machine: Machine,
	setUp: (call: WordCall) => Promise<number>,
): Promise<number> => {
	const {clock = systemClock} = call;
	const {promise: ended, resolve: end} = Promise.withResolvers<'over'>();
	const over = () => end('over');
	const signals = ['SIGTERM', 'SIGINT', 'SIGHUP'] as const;
	signals.forEach(signal => process.once(signal, over));

	const quiet = {...call, ...withoutRepetition(call)};
	let last: {readonly services: string; readonly at: number} | undefined;
	const look = async (): Promise<void> => {
		const services = await servicesOf(machine);
		if (last?.services !== services || clock.now() - last.at >= checkInterval) {
			await setUp(quiet);
			last = {services, at: clock.now()};
		}
	};
	for (;;) {
		// oxlint-disable-next-line no-await-in-loop -- one after the other
		await look();
		const pause = Promise.withResolvers<'on'>();
		const cancel = clock.setTimer(() => pause.resolve('on'), readInterval);
		// oxlint-disable-next-line no-await-in-loop -- it is a pause
		if ((await Promise.race([pause.promise, ended])) === 'over') {
			cancel();
			signals.forEach(signal => process.off(signal, over));
			return 0;
		}
	}
};

const withoutRepetition = ({stdout, stderr}: WordCall): Pick<WordCall, 'stdout' | 'stderr'> => {
	let told = '';
	return {
		stdout: text => {
			told = '';
			if (text !== nothingToDo) {
				stdout(text);
			}
		},
		stderr: text => {
			if (text !== told) {
				stderr(text);
			}
			told = text;
		},
	};
};

/** The services and their servers, without what changes with every connection. */
const servicesOf = async (machine: Machine): Promise<string> => {
	const file = await machine.readFile('/proc/net/ip_vs');
	const text = file.isSeen ? (file.value ?? '') : '';
	return text.replaceAll(/^( +-> +\S+ +\S+) .*$/gm, '$1');
};

/** Milliseconds between two looks at the table. */
const readInterval = 2000;
/** Milliseconds after which the host is looked at although the table is the same. */
const checkInterval = 60_000;
