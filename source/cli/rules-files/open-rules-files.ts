import {statSync} from 'node:fs';
import {homedir} from 'node:os';
import {join} from 'node:path';
import type {RulesFiles, RulesRead} from '../../tui/rules-files.ts';
import {wantedBy} from '../words/converge.ts';
import {readRules} from '../words/rules-file.ts';
import {listFiles} from './list-files.ts';
import {saveFile} from './save-file.ts';

/** Rules files of this machine for the screens. */
export const openRulesFiles = (): RulesFiles => ({
	// Where Debian's package loads rules from.
	usual: '/etc/ipvsadm.rules',
	read: path => readRulesFile(pathOf(path)),
	save: async (path, text) => saveFile(pathOf(path), text),
	list: listFiles,
});

const readRulesFile = async (path: string): Promise<RulesRead> => {
	const found = await readRules(path, {});
	if (found.kind === 'problems') {
		return found;
	}
	const wanted = wantedBy(found.rules);
	return 'services' in wanted
		? {
				kind: 'rules',
				wanted,
				count: found.rules.length,
				writtenAt: statSync(path, {throwIfNoEntry: false})?.mtimeMs ?? Number.NaN,
			}
		: {kind: 'problems', problems: wanted};
};

/** A dash would be the standard input, which is the keyboard here. */
const pathOf = (path: string): string =>
	path === '-' ? './-' : path.startsWith('~/') ? join(homedir(), path.slice(2)) : path;
