import {execFileSync, spawnSync} from 'node:child_process';
import {chmodSync, mkdtempSync, readFileSync, writeFileSync} from 'node:fs';
import {tmpdir} from 'node:os';
import {join} from 'node:path';
import {spawn} from '@lydell/node-pty';

const main = join(import.meta.dirname, '../../../../source/cli/main.ts');

/** Starts the program; the same question has the same answer here, and is asked only once. */
const launcher = `#!/bin/sh
answer=$(dirname "$0")/answer-$(echo "$*" | tr ' ' _)
[ -f "$answer" ] || '${process.execPath}' '${main}' "$@" >"$answer.new" || exit
[ -f "$answer" ] || mv "$answer.new" "$answer"
cat "$answer"
`;

/** A folder with the program under both of its names, a file called `rules`, and a completion script. */
export const completionFolder = (script: string): string => {
	const folder = mkdtempSync(join(tmpdir(), 'completion-'));
	for (const name of ['ipvs-tui', 'ipvsadm']) {
		writeFileSync(join(folder, name), launcher);
		chmodSync(join(folder, name), 0o755);
	}
	writeFileSync(join(folder, 'rules'), '');
	writeFileSync(join(folder, 'script'), script);
	return folder;
};

export const isInstalled = (program: string): boolean =>
	spawnSync(program, ['--version']).error === undefined;

type Asked = {readonly folder: string; readonly lines: readonly string[]};

const environment = (folder: string) => ({
	PATH: `${folder}:${process.env['PATH'] ?? ''}`,
	HOME: folder,
	TERM: 'xterm',
	LC_ALL: 'C.UTF-8',
});

/** What bash puts into COMPREPLY for each line, as whole words again. */
export const offersOfBash = ({folder, lines}: Asked): readonly (readonly string[])[] => {
	const asks = lines.map(line => {
		const words = cutAsBash(line);
		const quoted = words.map(word => `'${word}'`).join(' ');
		return `COMP_WORDS=(${quoted}); COMP_CWORD=${words.length - 1}; _ipvs_tui; printf '%s\\n' "\${COMPREPLY[@]}" ==`;
	});
	const text = execFileSync('bash', ['--norc', '-c', `. ./script\n${asks.join('\n')}`], {
		cwd: folder,
		env: environment(folder),
		encoding: 'utf8',
	});
	return blocks(text).map((offers, index) => {
		const kept = /^(?:.*[:=])?/.exec(lines[index]?.split(' ').at(-1) ?? '')?.[0] ?? '';
		return offers.map(offer => kept + offer);
	});
};

/** COMP_WORDS: colons and equals signs are words of their own. */
const cutAsBash = (line: string): readonly string[] =>
	line
		.split(' ')
		.flatMap((word): readonly string[] =>
			word === '' ? [''] : (word.match(/[:=]+|[^:=]+/g) ?? []),
		);

const fish = 'fish';

/** What fish offers for each line, without what only looks like it. */
export const offersOfFish = ({folder, lines}: Asked): readonly (readonly string[])[] => {
	const asks = lines.map(line => `complete -C '${line}'; echo ==`);
	const text = execFileSync(fish, ['--no-config', '-c', `source script\n${asks.join('\n')}`], {
		cwd: folder,
		env: environment(folder),
		encoding: 'utf8',
	});
	return blocks(text).map((offers, index) => {
		const typed = lines[index]?.split(' ').at(-1) ?? '';
		return offers.map(offer => offer.split('\t')[0] ?? '').filter(offer => offer.startsWith(typed));
	});
};

/** What zsh has to choose from after Tab, in a terminal of its own. */
export const offersOfZsh = async ({
	folder,
	lines,
}: Asked): Promise<readonly (readonly string[])[]> => {
	writeFileSync(join(folder, '.zshrc'), zshSetup);
	const keys = lines.map(line => `${line}\t\u0015print -r -- '==' >>offers\r`);
	await inTerminal('zsh', {folder, ready: '\u0007', keys: [...keys, 'exit\r']});
	return blocks(readFileSync(join(folder, 'offers'), 'utf8'));
};

const zshSetup = `
LISTMAX=100000
unsetopt beep list_ambiguous
# Only now every key is one: before, the terminal takes some for commands of its own.
zle-line-init() { print -n '\\a' }
zle -N zle-line-init
autoload -Uz compinit; compinit -D -u
. ./script
compadd() {
	local -a found
	case " $* " in
	*' -'[ADO]' '*) ;;
	*) builtin compadd -O found "$@"; print -rl -- $found >>offers ;;
	esac
	builtin compadd "$@"
}
`;

/** What stands on the line of an interactive bash after these keys, Tabs among them. */
export const typedInBash = async ({
	folder,
	line,
}: {
	readonly folder: string;
	readonly line: string;
}): Promise<string> => {
	writeFileSync(
		join(folder, '.bashrc'),
		"PS1='> '\n. ./script\nbind 'set enable-bracketed-paste off'\n",
	);
	// The line is kept by a comment sign before it, and read from the history.
	await inTerminal('bash', {
		folder,
		ready: '> ',
		keys: [`${line}\u0001#\r`, 'history 2 | head -n 1 >kept\r', 'exit\r'],
	});
	return readFileSync(join(folder, 'kept'), 'utf8')
		.replace(/^ *\d+ +#/, '')
		.trimEnd();
};

type Typing = {
	readonly folder: string;
	/** What the shell prints when it begins to read a line. */
	readonly ready: string;
	/** Line by line. */
	readonly keys: readonly string[];
};

/** Types into an interactive shell, each line when it is ready for it, and waits until it has ended. */
const inTerminal = (shell: string, {folder, ready, keys}: Typing): Promise<void> =>
	new Promise(resolve => {
		const left = [...keys];
		let printed = '';
		const terminal = spawn(shell, ['-i'], {
			cwd: folder,
			env: environment(folder),
			cols: 200,
			rows: 50,
		});
		terminal.onData(text => {
			printed += text;
			if (printed.includes(ready)) {
				printed = '';
				terminal.write(left.shift() ?? '');
			}
		});
		terminal.onExit(() => resolve());
	});

const blocks = (text: string): readonly (readonly string[])[] =>
	text
		.split(/^==\n/m)
		.slice(0, -1)
		.map(block => block.split('\n').filter(line => line !== ''));
