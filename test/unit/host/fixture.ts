import {readFileSync} from 'node:fs';
import {join} from 'node:path';

/** What a program or the kernel of a real host has printed. */
export const fixture = (name: string): string =>
	readFileSync(join(import.meta.dirname, 'fixture', name), 'utf8');
