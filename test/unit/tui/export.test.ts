import {expect, test} from 'vitest';
import {exportShown} from '../../../source/tui/export/export-shown.ts';
import {tableText} from '../../../source/tui/export/table-text.ts';
import {initialState} from './tui-state.ts';

const table = {
	columns: ['name', 'count'],
	rows: [
		['a "quoted", name', 1.5],
		['two\nlines', null],
	],
};

test('CSV quotes what would be taken for its own signs; unknown is empty', () => {
	expect(tableText(table, 'csv')).toBe('name,count\n"a ""quoted"", name",1.5\n"two\nlines",\n');
});

test('JSON keeps numbers as numbers; unknown is null', () => {
	expect(JSON.parse(tableText(table, 'json'))).toEqual([
		{name: 'a "quoted", name', count: 1.5},
		{name: 'two\nlines', count: null},
	]);
});

test('the name of the file says the form, and nothing is written before there are rows', () => {
	expect(exportShown(initialState, 'rows.txt')).toEqual({
		why: 'the name of the file must end with .csv or .json',
	});
	expect(exportShown(initialState, 'rows.csv')).toEqual({
		why: 'the screen Services has no rows to export',
	});
});
