import {spawn} from 'node:child_process';
import type {Environment} from '../state-folder.ts';

/** Tells systemd how it goes, where it wants to know. */
export type Notifier = {
	readonly ready: () => void;
	readonly stopping: () => void;
	/** Milliseconds between two signs of life; undefined when none is wanted. */
	readonly heartbeat: number | undefined;
	readonly alive: () => void;
};

/** Node has no datagram sockets of the unix kind, so systemd-notify(1) sends: it is wherever systemd is. */
export const openNotifier = ({
	NOTIFY_SOCKET: socket,
	WATCHDOG_USEC: watchdog,
}: Environment): Notifier => {
	const send = (...words: readonly string[]): void => {
		if (socket !== undefined) {
			spawn('systemd-notify', [`--pid=${process.pid}`, ...words], {stdio: 'ignore'})
				// Where it is not there, systemd will say so soon enough.
				.on('error', () => {});
		}
	};
	return {
		ready: () => send('--ready', '--status=taking care'),
		stopping: () => send('STOPPING=1'),
		heartbeat:
			socket === undefined || !(Number(watchdog) > 0) ? undefined : Number(watchdog) / 3000,
		alive: () => send('WATCHDOG=1'),
	};
};
