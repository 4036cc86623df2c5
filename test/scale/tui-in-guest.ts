import type {Guest} from '../lab/guest.ts';
import {rulesText} from './rules.ts';
import {tableText, times} from './table.ts';
import {debian, node} from './tools.ts';
import {mainFile, pause, secondsIn} from './tui-terminal.ts';

/** Seconds. */
const watched = 40;

/** What the terminal UI takes of a processor beside `watch ipvsadm`, on a kernel, at the same table of 200 services and 2000 servers. */
export const watchInGuest = async (guest: Guest): Promise<string> => {
	await guest.run(`${debian} -R`, {stdin: rulesText(200)});
	const own = await shareOf(guest, `${node} ${mainFile}`);
	const others = await shareOf(guest, `watch -n2 '${debian} -Ln --stats'`);
	return tableText(
		'200 services and 2000 servers on the kernel of the lab, where starting a process costs much more than elsewhere',
		['', 'of a processor', ''],
		[
			['ipvs-tui at 80x24, every 2 s', percent(own.share), ''],
			[
				"watch -n2 ipvsadm -Ln --stats (Debian's)",
				percent(others.share),
				times(others.share / own.share),
			],
			['bytes to the terminal a second: ipvs-tui', own.bytes.toFixed(0), ''],
			['... watch', others.bytes.toFixed(0), ''],
		],
	);
};

const percent = (share: number): string => `${(share * 100).toFixed(2)} %`;

const shareOf = async (guest: Guest, command: string) => {
	let bytes = 0;
	const terminal = await guest.terminal(`echo $$ >/tmp/watched; exec ${command}`, {
		columns: 80,
		rows: 24,
		onData: data => {
			bytes += data.length;
		},
	});
	const used = async (): Promise<number> =>
		secondsIn((await guest.run('cat /proc/$(cat /tmp/watched)/stat')).stdout);
	await pause(12_000);
	const before = {at: performance.now(), seconds: await used(), bytes};
	await pause(watched * 1000);
	const passed = (performance.now() - before.at) / 1000;
	const result = {
		share: ((await used()) - before.seconds) / passed,
		bytes: (bytes - before.bytes) / passed,
	};
	await guest.run('kill -9 $(cat /tmp/watched)');
	await terminal.exited;
	return result;
};
