import {join} from 'node:path';
import type {Guest} from '../lab/guest.ts';
import {megabytes, milliseconds, tableText, times} from './table.ts';
import {
	costInGuest,
	debian,
	emptyScript,
	floor,
	node,
	persona,
	program,
	type Files,
} from './tools.ts';

/** Lists of 5000 services with ten servers each. */
export const listsSection = async (guest: Guest, files: Files): Promise<string> => {
	await costInGuest(guest, [floor, files(5000).requests]);
	return comparison(guest, 'Lists of 5000 services with 10 servers each', [
		['-L', '-n'],
		['-L', '-n', '--stats'],
		['-S', '-n'],
	]);
};

/** 20 000 connections through one service, made by packets from as many ports. */
export const connectionsSection = async (guest: Guest): Promise<string> => {
	const {stderr} = await guest.run(
		`ip link add d0 type dummy; ip addr add 10.9.0.1/24 dev d0; ip link set d0 up
		sysctl -qw net.ipv4.vs.conntrack=0
		${debian} -A -u 10.9.0.1:53 -s rr && ${debian} -a -u 10.9.0.1:53 -r 10.9.0.2:53 -m
		python3 -ES ${join(import.meta.dirname, 'connect.py')} 20000 10.9.0.1 53`,
		{timeout: 300_000},
	);
	const {stdout} = await guest.run('wc -l </proc/net/ip_vs_conn');
	return comparison(
		guest,
		`List of ${Number(stdout) - 1} connections${stderr === '' ? '' : ` (${stderr.trim()})`}`,
		[['-L', '-n', '-c']],
	);
};

const comparison = async (
	guest: Guest,
	title: string,
	commands: readonly (readonly string[])[],
): Promise<string> => {
	const empty = await costInGuest(guest, [node, emptyScript], {runs: 5});
	const rows: string[][] = [];
	for (const command of commands) {
		// oxlint-disable-next-line no-await-in-loop -- one after another is the point
		const ours = await costInGuest(guest, [node, persona, ...command], {runs: 3});
		// oxlint-disable-next-line no-await-in-loop
		const theirs = await costInGuest(guest, [debian, ...command], {runs: 3});
		rows.push([
			command.join(' '),
			milliseconds(ours.least),
			milliseconds(ours.least - empty.least),
			milliseconds(theirs.least),
			times(theirs.least / ours.least),
			times(theirs.least / (ours.least - empty.least)),
			megabytes(ours.megabytes),
			String(ours.faults),
		]);
	}
	return tableText(
		`${title}; an empty Node process takes ${milliseconds(empty.least)} and ${empty.faults} page faults`,
		[
			'',
			'ours',
			'above Node',
			'ipvsadm',
			'ipvsadm:ours',
			'ipvsadm:above Node',
			'peak memory',
			'page faults',
		],
		rows,
	);
};

/** The largest table: restored, and listed. */
export const memorySection = async (guest: Guest, files: Files): Promise<string> => {
	const {rules} = files(10_000);
	const restored = await costInGuest(guest, [node, program, 'restore'], {input: rules});
	const rows = [['restore', megabytes(restored.megabytes), milliseconds(restored.least)]];
	for (const command of [
		['-L', '-n'],
		['-L', '-n', '--stats'],
		['-S', '-n'],
	]) {
		// oxlint-disable-next-line no-await-in-loop -- one after another is the point
		const {megabytes: peak, least} = await costInGuest(guest, [node, persona, ...command]);
		rows.push([command.join(' '), megabytes(peak), milliseconds(least)]);
	}
	return tableText('110 000 rules', ['', 'peak memory', 'time'], rows);
};
