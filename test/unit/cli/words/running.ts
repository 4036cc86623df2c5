import type {Client} from '../../../../source/client/client.ts';
import {openNames} from '../../../../source/cli/ipvsadm/names.ts';
import {words} from '../../../../source/cli/words/table.ts';
import type {WordCall} from '../../../../source/cli/words/word.ts';
import {noLookups} from '../ipvsadm/running.ts';

/** What a line of our own words prints and its exit code. */
export const runWord = async (
	line: string,
	{open, ...more}: {readonly open: () => Client} & Partial<Omit<WordCall, 'open'>>,
) => {
	let stdout = '';
	let stderr = '';
	const [word = '', ...argv] = line.split(' ');
	const exit = await words[word as keyof typeof words]({
		argv,
		wanted: {kind: 'kernel'},
		open: async () => open(),
		stdout: text => (stdout += text),
		stderr: text => (stderr += text),
		names: openNames(noLookups),
		...more,
	});
	return {stdout, stderr, exit};
};
