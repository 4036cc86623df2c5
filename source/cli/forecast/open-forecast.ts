import {Worker} from 'node:worker_threads';
import type {Client} from '../../client/client.ts';
import {failureSentence} from '../../model/failure-sentence.ts';
import {itemOfChange} from '../../operator/affected.ts';
import type {QuiescentSwitch} from '../../operator/quiescent.ts';
import type {Forecast, Ports} from '../../tui/ports.ts';
import type {Question} from './forecast.ts';

type With = {
	readonly client: Pick<Client, 'table' | 'timeouts'>;
	readonly quiescent: Pick<QuiescentSwitch, 'read'>;
};

/** Forecasts for one director: read here, simulated in a thread of their own. */
export const openForecast =
	({client, quiescent}: With): NonNullable<Ports['forecast']> =>
	async (changes, signal) => {
		const services = new Set(changes.flatMap(change => itemOfChange(change)?.service ?? []));
		const table = await client.table(services.size === 0 ? 'dump' : key => services.has(key));
		const timeouts = await client.timeouts();
		if (!table.ok) {
			return failureSentence(table.failure);
		}
		if (!timeouts.ok) {
			return failureSentence(timeouts.failure);
		}
		const question: Question = {
			table: table.value,
			timeouts: timeouts.value,
			changes,
			expiresQuiescent: (await quiescent.read()) === 1,
		};
		return signal.aborted ? 'it was called off' : inThread(question, signal);
	};

const inThread = async (question: Question, signal: AbortSignal): Promise<Forecast | string> => {
	const worker = new Worker(workerFile, {workerData: question, execArgv: []});
	const stop = (): void => void worker.terminate();
	signal.addEventListener('abort', stop);
	const {promise, resolve} = Promise.withResolvers<Forecast | string>();
	worker.once('message', resolve);
	worker.once('error', error => resolve(`the simulation ended by a defect: ${error.message}`));
	worker.once('exit', () => resolve('it was called off'));
	return promise.finally(() => signal.removeEventListener('abort', stop));
};

/** Beside this file as it is written, and under its own name in the folder of the build. */
const workerFile = import.meta.url.endsWith('.ts')
	? new URL('worker.ts', import.meta.url)
	: new URL('forecast-worker.mjs', import.meta.url);
