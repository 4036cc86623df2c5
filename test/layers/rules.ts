import type {IForbiddenRuleType} from 'dependency-cruiser';
import {importTable, type Layer} from './import-table.ts';

/** The import table as rules of dependency-cruiser, types included: for each folder, what is not listed is forbidden. */
export const rules = (): IForbiddenRuleType[] => [
	...Object.entries(importTable).flatMap(([folder, layer]) => [
		folderRule(folder, [...layer.imports, ...(layer.types ?? [])]),
		packageRule(folder, layer),
	]),
	{
		name: 'known folders only',
		severity: 'error',
		from: {path: '^source/'},
		to: {path: '^source/', pathNot: `^source/(${Object.keys(importTable).join('|')})/`},
	},
	{
		name: 'source does not import tests',
		severity: 'error',
		from: {path: '^source/'},
		to: {path: '^(test|media)/'},
	},
	{name: 'no cycles', severity: 'error', from: {path: '^source/'}, to: {circular: true}},
	{
		name: 'nothing unresolved',
		severity: 'error',
		from: {path: '^source/'},
		to: {couldNotResolve: true},
	},
];

const folderRule = (folder: string, allowed: readonly string[]): IForbiddenRuleType => ({
	name: `${folder} imports only ${allowed.join(', ') || 'itself'}`,
	severity: 'error',
	from: {path: `^source/${folder}/`},
	to: {path: '^source/', pathNot: `^source/(${[folder, ...allowed].join('|')})/`},
});

const packageRule = (folder: string, {packages = []}: Layer): IForbiddenRuleType => ({
	name: `${folder} uses only the packages ${packages.join(', ') || 'of node'}`,
	severity: 'error',
	from: {path: `^source/${folder}/`},
	to: {
		path: 'node_modules',
		pathNot: `node_modules/(${packages.map(name => `${name}/`).join('|') || '-'})`,
	},
});
