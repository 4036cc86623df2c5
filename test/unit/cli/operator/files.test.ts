import {mkdir, mkdtemp, readFile, rm, stat, symlink} from 'node:fs/promises';
import {tmpdir} from 'node:os';
import {join} from 'node:path';
import {afterEach, beforeEach, expect, test} from 'vitest';
import {openJournalFile} from '../../../../source/cli/operator/journal-file.ts';
import {listProcesses} from '../../../../source/cli/operator/processes.ts';

let home: string;
beforeEach(async () => {
	home = await mkdtemp(join(tmpdir(), 'ipvs-tui-'));
});
afterEach(async () => rm(home, {recursive: true}));

test('the log is its owner’s alone and grows', async () => {
	const sink = openJournalFile({HOME: home});
	expect(sink.append('{"a":1}\n')).toBeUndefined();
	expect(openJournalFile({HOME: home}).append('{"b":2}\n')).toBeUndefined();
	const path = join(home, '.local/state/ipvs-tui/log.jsonl');
	expect(await readFile(path, 'utf8')).toBe('{"a":1}\n{"b":2}\n');
	expect((await stat(path)).mode & 0o777).toBe(0o600);
	expect((await stat(join(path, '..'))).mode & 0o777).toBe(0o700);
});

test('a full disk is one sentence', async () => {
	await mkdir(join(home, 'ipvs-tui'));
	await symlink('/dev/full', join(home, 'ipvs-tui/log.jsonl'));
	expect(openJournalFile({XDG_STATE_HOME: home}).append('{}\n')).toBe(
		`the log cannot be written to ${home}/ipvs-tui/log.jsonl: ENOSPC; it is kept here meanwhile`,
	);
});

test('processes are listed by the names that the kernel has', async () => {
	expect(await listProcesses()).toContainEqual(expect.objectContaining({pid: process.pid}));
});
