import * as disk from 'node:fs';
import {
	chmodSync,
	mkdirSync,
	mkdtempSync,
	readFileSync,
	readdirSync,
	rmSync,
	statSync,
	symlinkSync,
	writeFileSync,
} from 'node:fs';
import {tmpdir} from 'node:os';
import {join} from 'node:path';
import {afterEach, beforeEach, describe, expect, test} from 'vitest';
import {listFiles} from '../../../source/cli/rules-files/list-files.ts';
import {openRulesFiles} from '../../../source/cli/rules-files/open-rules-files.ts';
import {saveFile, type Disk} from '../../../source/cli/rules-files/save-file.ts';

let folder = '';
let path = '';

beforeEach(() => {
	folder = mkdtempSync(join(tmpdir(), 'ipvs-tui-'));
	path = join(folder, 'ipvsadm.rules');
});

afterEach(() => rmSync(folder, {recursive: true}));

describe('saving', () => {
	test('a new file has what was given, and nothing is left beside it', () => {
		expect(saveFile(path, '-A -f 1 -s rr\n')).toEqual({kind: 'saved', backup: undefined});
		expect(readFileSync(path, 'utf8')).toBe('-A -f 1 -s rr\n');
		expect(readdirSync(folder)).toEqual(['ipvsadm.rules']);
	});

	test('a file that is there stays beside it, permissions stay', () => {
		writeFileSync(path, 'old\n');
		chmodSync(path, 0o640);
		expect(saveFile(path, 'new\n')).toEqual({kind: 'saved', backup: `${path}~`});
		expect(readFileSync(path, 'utf8')).toBe('new\n');
		expect(readFileSync(`${path}~`, 'utf8')).toBe('old\n');
		expect(statSync(path).mode & 0o777).toBe(0o640);
		expect(readdirSync(folder)).toHaveLength(2);
	});

	test('a link stays a link: what it points at is written', () => {
		writeFileSync(path, 'old\n');
		const link = join(folder, 'link');
		symlinkSync(path, link);
		expect(saveFile(link, 'new\n')).toEqual({kind: 'saved', backup: `${path}~`});
		expect(readFileSync(path, 'utf8')).toBe('new\n');
	});

	test.each([['writeSync'], ['copyFileSync'], ['fsyncSync']] as const)(
		'a disk that is full at %s leaves the old file and nothing else',
		name => {
			writeFileSync(path, 'old\n');
			const full: Disk = {
				...disk,
				[name]: () => {
					throw Object.assign(new Error('full'), {code: 'ENOSPC'});
				},
			};
			expect(saveFile(path, 'new\n', full)).toEqual({
				kind: 'not saved',
				why: `cannot write ${path}: the disk is full; what was there stays`,
			});
			expect(readFileSync(path, 'utf8')).toBe('old\n');
			expect(readdirSync(folder)).toEqual(['ipvsadm.rules']);
		},
	);

	test('a folder that is missing, or a folder instead of a file, is told', () => {
		expect(saveFile(join(folder, 'no', 'rules'), '')).toMatchObject({
			why: expect.stringContaining('there is no such folder'),
		});
		expect(saveFile(folder, '')).toMatchObject({why: expect.stringContaining('it is no file')});
	});
});

describe('reading', () => {
	const {read} = openRulesFiles({kind: 'kernel'});

	test('gives what the rules make of an empty table', async () => {
		writeFileSync(path, '# ipvsadm.rules\n-A -t 192.0.2.10:80 -s rr\n--set 0 0 60\n');
		const found = await read(path);
		expect(found).toMatchObject({kind: 'rules', count: 2});
		expect(found.kind === 'rules' && [...found.wanted.services.keys()]).toEqual([
			'tcp 192.0.2.10:80',
		]);
	});

	test('names the lines that are wrong', async () => {
		writeFileSync(path, '-A -t 192.0.2.10:80 -s rr\nhello\n-a -f 9 -r 10.0.0.1\n-A -t x\n');
		expect(await read(path)).toEqual({
			kind: 'problems',
			problems: [
				'line 2: does not begin with a command such as -A or -a: hello',
				expect.stringMatching(/^line 4: /),
			],
		});
		expect(await read(join(folder, 'none'))).toMatchObject({
			problems: [expect.stringContaining('there is no such file')],
		});
	});
});

test('paths are completed as they were begun', () => {
	writeFileSync(join(folder, 'one.rules'), '');
	mkdirSync(join(folder, 'old'));
	expect(listFiles(`${folder}/o`)).toEqual([`${folder}/old/`, `${folder}/one.rules`]);
	expect(listFiles(`${folder}/`)).toEqual([`${folder}/old/`, `${folder}/one.rules`]);
	expect(listFiles(`${folder}/none/x`)).toEqual([]);
});
