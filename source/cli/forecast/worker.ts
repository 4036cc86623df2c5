import {parentPort, workerData} from 'node:worker_threads';
import {forecastOf, type Question} from './forecast.ts';

/** A thread that answers one question: it takes longer than a key may wait. */
parentPort?.postMessage(forecastOf(workerData as Question));
