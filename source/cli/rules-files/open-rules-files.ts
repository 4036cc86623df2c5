import {existsSync, statSync} from 'node:fs';
import {homedir} from 'node:os';
import {basename, join} from 'node:path';
import type {RulesFiles, RulesRead} from '../../tui/rules-files.ts';
import type {Wanted} from '../route.ts';
import {checkRules} from '../words/check-rules.ts';
import {wantedBy} from '../words/converge.ts';
import {readRules} from '../words/rules-file.ts';
import {listFiles} from './list-files.ts';
import {saveFile} from './save-file.ts';

/** Rules files of this machine for the screens. */
export const openRulesFiles = (wanted: Wanted): RulesFiles => ({
	usual: usualPath(wanted),
	read: path => readRulesFile(pathOf(path)),
	save: async (path, text) => saveFile(pathOf(path), text),
	list: listFiles,
});

/** Where the host loads its rules from: Debian's place, or that of Red Hat where only that is there. What is no host's gets a file of its own. */
const usualPath = (wanted: Wanted): string => {
	if (wanted.kind !== 'kernel') {
		return 'demo.rules';
	}
	if (wanted.networkNamespace !== undefined) {
		// `ip netns exec` shows such files in place of those in /etc.
		return `/etc/netns/${basename(wanted.networkNamespace)}/ipvsadm.rules`;
	}
	return existsSync('/etc/sysconfig') && !existsSync('/etc/ipvsadm.rules')
		? '/etc/sysconfig/ipvsadm'
		: '/etc/ipvsadm.rules';
};

const readRulesFile = async (path: string): Promise<RulesRead> => {
	const found = await readRules(path, {});
	const problems = checkRules(found, {start: 'empty'});
	return problems.length === 0
		? {
				kind: 'rules',
				wanted: wantedBy(found.rules),
				count: found.rules.length,
				writtenAt: statSync(path, {throwIfNoEntry: false})?.mtimeMs ?? Number.NaN,
			}
		: {kind: 'problems', problems};
};

/** A dash would be the standard input, which is the keyboard here. */
const pathOf = (path: string): string =>
	path === '-' ? './-' : path.startsWith('~/') ? join(homedir(), path.slice(2)) : path;
