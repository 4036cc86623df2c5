import {commands, type CommandName} from './commands.ts';
import {options, type OptionName, type Takes} from './options.ts';
import {subjects, type Legality, type SubjectName} from './subjects.ts';

/** What one short letter or long name means. */
export type Word =
	| {readonly kind: 'command'; readonly command: CommandName; readonly takes: Takes}
	| {
			readonly kind: 'option';
			readonly option: OptionName;
			readonly takes: Takes;
			/** Position in `subjectNames`, or -1 for an option without a subject. */
			readonly subject: number;
	  };

/** In the order of the legality check. */
export const subjectNames = Object.keys(subjects) as readonly SubjectName[];

export const subjectIndex = (name: SubjectName): number => subjectNames.indexOf(name);

export const wordOfName = new Map<string, Word>();
const wordOfLetter: (Word | undefined)[] = Array.from({length: 128});

for (const command of Object.keys(commands) as CommandName[]) {
	const {short, long, takes} = commands[command];
	register({kind: 'command', command, takes}, short, long);
}
for (const option of Object.keys(options) as OptionName[]) {
	const row = options[option];
	const subject = 'about' in row ? subjectIndex(row.about) : -1;
	register({kind: 'option', option, takes: row.takes, subject}, row.short, option);
}

export const wordOfCode = (code: number): Word | undefined => wordOfLetter[code];

/** Legality of every subject with a command, in the order of `subjectNames`; undefined is illegal. */
export const legalityOf = (command: CommandName): readonly (Legality | undefined)[] =>
	legalities[command];

const legalities = Object.fromEntries(
	(Object.keys(commands) as CommandName[]).map(command => [
		command,
		subjectNames.map(name => (subjects[name] as Partial<Record<CommandName, Legality>>)[command]),
	]),
) as unknown as Readonly<Record<CommandName, readonly (Legality | undefined)[]>>;

function register(word: Word, short: string, long: string): void {
	wordOfName.set(long, word);
	for (const letter of short) {
		wordOfLetter[letter.charCodeAt(0)] = word;
	}
}
