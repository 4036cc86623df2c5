import {readdirSync, readFileSync} from 'node:fs';
import {join} from 'node:path';
import type {Case} from './case.ts';
import {readCases} from './read-cases.ts';

export type CaseFile = {
	readonly path: string;
	readonly name: string;
	readonly cases: readonly Case[];
};

const folder = join(import.meta.dirname, 'ipvsadm');

/** Every case file, in the order of their names. */
export const caseFiles = (): readonly CaseFile[] =>
	readdirSync(folder)
		.filter(name => name.endsWith('.cases'))
		.toSorted()
		.map(name => {
			const path = join(folder, name);
			return {path, name: name.replace('.cases', ''), cases: readCases(readFileSync(path, 'utf8'))};
		});

/** The hosts and services that the cases know, and no others: in the files' own formats. */
export const hostsText = (): string => readFileSync(join(folder, 'hosts'), 'utf8');
export const servicesText = (): string => readFileSync(join(folder, 'services'), 'utf8');
