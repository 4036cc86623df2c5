import {globSync, readFileSync} from 'node:fs';
import {build} from 'esbuild';
import {expect, test} from 'vitest';
import {cruise, type ICruiseResult} from 'dependency-cruiser';
import {importTable, importTableText} from './import-table.ts';
import {rules} from './rules.ts';

/** Without these two options ESM packages are silently missed. */
const resolveOptions = {
	exportsFields: ['exports'],
	conditionNames: ['import', 'node', 'default', 'types'],
};

const violations = async (baseDir: string): Promise<readonly string[]> => [
	...(await forbiddenImports(baseDir)),
	...(await forbiddenValues(baseDir)),
];

/** What the whole table forbids, imports of types included. */
const forbiddenImports = async (baseDir: string): Promise<readonly string[]> => {
	const {output} = await cruise(
		['source'],
		{
			baseDir,
			validate: true,
			ruleSet: {forbidden: rules()},
			tsPreCompilationDeps: true,
			enhancedResolveOptions: resolveOptions,
			doNotFollow: {path: 'node_modules'},
		},
		resolveOptions,
	);
	const {summary} = output as ICruiseResult;
	expect(summary.totalCruised).toBeGreaterThan(1);
	return summary.violations.map(({rule, from, to}) => `${rule.name}: ${from} → ${to}`);
};

/** Imports of values from a folder that is open for types only; esbuild sees the program with its types erased. */
const forbiddenValues = async (baseDir: string): Promise<readonly string[]> => {
	const {metafile} = await build({
		absWorkingDir: baseDir,
		entryPoints: globSync('source/**/*.{ts,tsx}', {cwd: baseDir}),
		outdir: 'unwritten',
		bundle: true,
		write: false,
		metafile: true,
		format: 'esm',
		platform: 'node',
		packages: 'external',
		logLevel: 'silent',
	});
	return Object.entries(metafile.inputs).flatMap(([from, {imports}]) =>
		imports
			.filter(({path}) => importTable[folderOf(from)]?.types?.includes(folderOf(path)))
			.map(
				({path}) =>
					`${folderOf(from)} imports only types from ${folderOf(path)}: ${from} → ${path}`,
			),
	);
};

const folderOf = (file: string): string => file.split('/')[1] ?? '';

const root = import.meta.dirname + '/../..';

test('every import of the program points down the table', async () => {
	expect(await violations(root)).toEqual([]);
});

test('a folder that reaches up, uses a foreign package or turns in a circle is caught', async () => {
	const found = await violations(import.meta.dirname + '/fixture');
	expect(found).toEqual(
		expect.arrayContaining([
			expect.stringMatching(/^model imports only itself: source\/model\/upward\.ts/),
			expect.stringMatching(/^client imports only types from transport: source\/client\/value\.ts/),
			expect.stringMatching(/^model uses only the packages of node: source\/model\/package\.ts/),
			expect.stringMatching(/^no cycles/),
		]),
	);
});

test('source/README.md shows the same table', () => {
	expect(readFileSync(`${root}/source/README.md`, 'utf8')).toContain(importTableText());
});
