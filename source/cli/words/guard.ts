import {failureSentence} from '../../model/failure-sentence.ts';
import {systemClock, type Clock} from '../../sampler/clock.ts';
import {claim, claimedPath, orderIn, removeClaimed} from '../operator/guard-folder.ts';
import {openJournalFile} from '../operator/journal-file.ts';
import {revert} from '../operator/revert.ts';
import {refuse, withDirector} from './with-director.ts';
import type {Word} from './word.ts';

/**
Waits in the background to revert a change that nobody confirms. Started by the terminal program and by nobody else, in a session of its own: it
goes on when the program is killed and when the terminal is lost. It says `armed` on stdout once it could revert, and nothing after that.

@param argv - the file with the order; who takes the file away confirms the change
*/
export const runGuard: Word = async call => {
	const [path] = call.argv;
	const order = path === undefined ? undefined : orderIn(path);
	if (path === undefined || order === undefined) {
		return refuse(
			call,
			'guard takes the file of an order; the terminal program writes and starts it',
		);
	}
	const {clock = systemClock, environment = process.env} = call;
	// Who started it changes nothing before it hears that it is armed: until then there is nothing to revert, and nobody left to take the order away.
	const forget = (): void => {
		if (claim(path, 'confirmed')) {
			removeClaimed(path, 'confirmed');
		}
	};
	process.once('exit', forget);
	return withDirector(call, async client => {
		const info = await client.info();
		if (!info.ok) {
			return refuse(call, failureSentence(info.failure));
		}
		const ended = untilEnded();
		call.stdout('armed\n');
		process.off('exit', forget);
		await untilDue(path, {clock, ended});
		if (!claim(path, 'reverting')) {
			return 0;
		}
		// Read only now: the order may have been amended.
		const last = orderIn(claimedPath(path, 'reverting')) ?? order;
		const sink = openJournalFile(environment);
		const refused = await revert(last, {client, sink, now: clock.now()});
		removeClaimed(path, 'reverting');
		return refused === 0 ? 0 : 1;
	});
};

type Waiting = {
	readonly clock: Clock;
	/** Set as soon as this process is asked to end. */
	readonly ended: {isEnded: boolean; wake: () => void};
};

/**
Until the deadline, which may be amended, or until the order is gone, or until this process has to end: then it reverts at once rather than
never.
*/
const untilDue = async (path: string, {clock, ended}: Waiting): Promise<void> => {
	for (;;) {
		const deadline = orderIn(path)?.deadline;
		const left = deadline === undefined ? 0 : deadline - clock.now();
		if (left <= 0 || ended.isEnded) {
			return;
		}
		await new Promise<void>(resolve => {
			ended.wake = resolve;
			clock.setTimer(resolve, Math.min(left, pause));
		});
	}
};

/** A lost terminal is no reason to end. */
const untilEnded = (): Waiting['ended'] => {
	const ended = {isEnded: false, wake: () => {}};
	const end = (): void => {
		ended.isEnded = true;
		ended.wake();
	};
	process.on('SIGHUP', () => {});
	process.on('SIGINT', () => {});
	process.on('SIGTERM', end);
	return ended;
};

/** Milliseconds between two looks whether it was confirmed or amended. */
const pause = 500;
