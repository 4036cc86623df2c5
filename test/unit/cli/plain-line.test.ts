import {expect, test} from 'vitest';
import {linesOf} from '../../../source/cli/plain-line.ts';
import {words} from '../../../source/cli/words/table.ts';
import {director} from '../client/director.ts';

const open = (isReadOnly = false) => {
	const {client} = director();
	let said = '';
	const run = linesOf({
		wanted: {kind: 'kernel'},
		client,
		isReadOnly,
		write: text => (said += text),
		runWord: async (name, call) => words[name](call),
	});
	return async (line: string): Promise<string> => {
		said = '';
		await run(line);
		return said;
	};
};

test('lines of ipvsadm and words of ours act on one director, which stays open', async () => {
	const type = open();
	expect(await type('-A -t 192.0.2.1:80 -s wlc')).toBe('');
	expect(await type('ipvsadm -a -t 192.0.2.1:80 -r 10.0.0.1 -w 3')).toBe('');
	expect(await type('-S -n')).toContain('-a -t 192.0.2.1:80 -r 10.0.0.1:80 -g -w 3');
	expect(JSON.parse(await type('list --json'))).toMatchObject({services: [{port: 80}]});
	expect(await type('-D -t 192.0.2.9:80')).toContain('No such service');
});

test('what is no command is told so', async () => {
	const type = open();
	expect(await type('dran')).toBe('there is no command "dran"; did you mean drain?\n');
	expect(await type('tui')).toContain('there is no command');
	expect(await type('guard x')).toContain('there is no command');
});

test('read-only looks and changes nothing', async () => {
	const type = open(true);
	const locked = 'read-only: nothing can be changed from here\n';
	expect(await type('-A -t 192.0.2.1:80 -s wlc')).toBe(locked);
	expect(await type('--clear')).toBe(locked);
	expect(await type('drain -t 192.0.2.1:80 -r 10.0.0.1')).toBe(locked);
	expect(await type('-Ln')).toContain('Prot LocalAddress:Port');
	expect(JSON.parse(await type('list --json'))).toMatchObject({services: []});
});
