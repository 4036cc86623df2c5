import {emptyNameBook} from './names.ts';
import {parse} from './parse.ts';
import type {Parsed} from './parsed.ts';
import {wordsOf} from './rules-line.ts';

/** One command of ipvsadm in a text, with or without `ipvsadm` before it. Names of hosts and services are asked for, not looked up. */
export const parseNumeric = (text: string): Parsed =>
	parse(wordsOf(text), {program: 'ipvsadm', names: emptyNameBook, source: 'restore'});
