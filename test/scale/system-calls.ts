import type {Guest} from '../lab/guest.ts';
import {quote} from '../lab/quote.ts';
import {floor} from './tools.ts';

/**
Counts the system calls that a command makes in the guest, on all of its threads, in a table of its own.

@param requests - what the table is filled with before
@returns undefined where there is no strace
*/
export const systemCallsOf = async (
	guest: Guest,
	words: readonly string[],
	{input = '/dev/null', requests}: {readonly input?: string; readonly requests?: string} = {},
): Promise<number | undefined> => {
	const fill = requests === undefined ? '' : `${floor} ${quote(requests)};`;
	const count = `strace -f -c -o /tmp/calls ${words.map(quote).join(' ')} <${quote(input)} >/dev/null 2>&1`;
	const {stdout} = await guest.run(
		`type strace >/dev/null 2>&1 || exit 0
		unshare --net bash -c ${quote(`ip link set lo up; ${fill} ${count}`)}
		tail -n 1 /tmp/calls`,
		{timeout: 600_000},
	);
	// 100.00    0.136513         202       674        22 total
	const last = stdout.trim().split(/\s+/);
	const calls = Number(last[3]);
	return last.at(-1) === 'total' && Number.isFinite(calls) ? calls : undefined;
};
