/** One thing that is done to a host, as data. No shell takes part. */
export type Command =
	| {
			readonly kind: 'run';
			readonly program: string;
			readonly words: readonly string[];
			/** What it reads from standard input. */
			readonly input?: string;
	  }
	| {readonly kind: 'write'; readonly path: string; readonly text: string}
	| {readonly kind: 'remove'; readonly path: string};

export const run = (program: string, ...words: readonly string[]): Command => ({
	kind: 'run',
	program,
	words,
});

export const fed = (input: string, program: string, ...words: readonly string[]): Command => ({
	kind: 'run',
	program,
	words,
	input,
});

export const settingsFolder = '/proc/sys/';

/** The same as lines for a shell. */
export const commandText = (command: Command): string => {
	switch (command.kind) {
		case 'run': {
			const line = [command.program, ...command.words].map(quoted).join(' ');
			return command.input === undefined ? line : `${line} <<'END'\n${command.input}END`;
		}
		case 'write':
			return command.path.startsWith(settingsFolder)
				? `sysctl -w ${settingName(command.path)}=${quoted(command.text.trim())}`
				: `cat > ${quoted(command.path)} <<'END'\n${command.text}END`;
		case 'remove':
			return `rm ${quoted(command.path)}`;
	}
};

const settingName = (path: string): string =>
	path.slice(settingsFolder.length).replaceAll(/[./]/g, sign => (sign === '.' ? '/' : '.'));

const quoted = (word: string): string =>
	/^[\w@%+=:,./-]+$/.test(word) ? word : `'${word.replaceAll("'", String.raw`'\''`)}'`;
