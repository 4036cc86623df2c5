import {expect, test} from 'vitest';
import {createMouseReader, type MouseEvent} from '../../../source/tui/mouse/reports.ts';

/** What a reader makes of input that comes in these pieces. */
const read = (...pieces: readonly string[]) => {
	const events: MouseEvent[] = [];
	const {take} = createMouseReader(event => events.push(event));
	return {rest: pieces.map(take).join(''), events};
};

const click: MouseEvent = {kind: 'click', column: 9, row: 4};

test('a click is where it is, also beyond 223 columns; its release is nothing', () => {
	expect(read('\u001B[<0;10;5M\u001B[<0;10;5m')).toEqual({rest: '', events: [click]});
	expect(read('\u001B[<0;301;1M').events).toEqual([{kind: 'click', column: 300, row: 0}]);
});

test('the wheel has two directions', () => {
	expect(read('\u001B[<64;1;1M\u001B[<65;1;1M').events).toEqual([
		{kind: 'wheel', towards: 'up'},
		{kind: 'wheel', towards: 'down'},
	]);
});

test('other buttons, and those with Shift, are left alone', () => {
	expect(read('\u001B[<2;1;1M\u001B[<4;1;1M\u001B[<32;1;1M')).toEqual({rest: '', events: []});
});

test('keys before and after it stay keys', () => {
	expect(read('j\u001B[<0;10;5Mk\u001B[A')).toEqual({rest: 'jk\u001B[A', events: [click]});
});

test.each([[['\u001B[<0;1', '0;5M']], [['\u001B[<', '0;10;5Mj']], [['x\u001B[<0;10;5', 'M']]])(
	'%j is put together again',
	pieces => {
		const {rest, events} = read(...pieces);
		expect(events).toEqual([click]);
		expect(rest).toMatch(/^[xj]?$/);
	},
);

test('Escape alone is not waited for', () => {
	expect(read('\u001B').rest).toBe('\u001B');
	expect(read('\u001B[').rest).toBe('\u001B[');
});
