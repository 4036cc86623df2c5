import {preferenceNames, type Preferences} from '../../config/preferences.ts';
import {preferencesHere, type PreferencesHere} from '../preferences-here.ts';
import {readOptions} from './read-options.ts';
import {refuse} from './with-director.ts';
import type {Word} from './word.ts';

/** Says where the preferences are, what holds, and what is wrong with them. */
export const runConfig: Word = async call => {
	const read = readOptions('config', call.argv);
	if (typeof read === 'string') {
		return refuse(call, read);
	}
	const here = await preferencesHere(call.environment ?? process.env, read.given.get('config'));
	if (typeof here === 'string') {
		return refuse(call, here);
	}
	call.stdout(
		read.given.has('json') ? `${JSON.stringify(jsonPreferences(here))}\n` : preferencesText(here),
	);
	for (const problem of here.problems) {
		call.stderr(`ipvs-tui: ${problem}\n`);
	}
	return here.problems.length === 0 ? 0 : 1;
};

/** What `ipvs-tui config --json` prints: one object. Fields may be added later; none changes its name or meaning. */
export type JsonPreferences = {
	readonly path: string;
	/** Whether there is such a file. */
	readonly isThere: boolean;
	/** What is wrong with it, one sentence each. */
	readonly problems: readonly string[];
	/** By name. A value of null is what is usual. */
	readonly preferences: Readonly<
		Record<string, {readonly value: unknown; readonly from: 'file' | 'default'}>
	>;
};

const jsonPreferences = (here: PreferencesHere): JsonPreferences => ({
	path: here.path,
	isThere: here.isThere,
	problems: here.problems,
	preferences: Object.fromEntries(
		preferenceNames.map(name => [
			name,
			{value: here.preferences[name] ?? null, from: sourceOf(here, name)},
		]),
	),
});

const sourceOf = ({stored}: PreferencesHere, name: keyof Preferences) =>
	stored.includes(name) ? 'file' : 'default';

const preferencesText = (here: PreferencesHere): string =>
	[
		`${here.path}${here.isThere ? '' : ': there is no such file, the defaults hold'}`,
		'',
		row('PREFERENCE', 'FROM', 'VALUE'),
		...preferenceNames.map(name => row(name, sourceOf(here, name), valueText(here, name))),
		'',
	].join('\n');

const row = (name: string, from: string, value: string): string =>
	`${name.padEnd(15)}${from.padEnd(9)}${value}`;

const valueText = ({preferences}: PreferencesHere, name: keyof Preferences): string => {
	const value = preferences[name];
	return value === undefined ? (usual[name] ?? '') : JSON.stringify(value);
};

/** What it means that a preference has no value. */
const usual: Readonly<Partial<Record<keyof Preferences, string>>> = {
	columns: 'as many as fit',
	sort: 'by address',
	accent: 'red for a label that begins with PROD, else blue',
	ascii: 'where the locale is not UTF-8',
};
