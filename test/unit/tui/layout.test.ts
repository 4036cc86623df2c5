import {asItIs} from '../../../source/tui/names/state.ts';
import {describe, expect, test} from 'vitest';
import {sampleOf} from '../../../source/sampler/sample.ts';
import {factsOf} from '../../../source/tui/view/facts.ts';
import {unicodeGlyphs as glyphs} from '../../../source/tui/view/glyphs.ts';
import {textOf} from '../../../source/tui/view/line.ts';
import {naturalSort} from '../../../source/tui/screens/services/order.ts';
import {arrange} from '../../../source/tui/screens/services/rows.ts';
import {timeline} from '../../../source/tui/screens/services/timeline.ts';
import {initialState} from './tui-state.ts';
import {widthOf} from '../../../source/tui/view/text.ts';
import {layoutFor} from '../../../source/tui/screens/services/tiers.ts';
import {
	ghostLine,
	headingLine,
	rowLine,
	totalsLine,
} from '../../../source/tui/screens/services/tree-lines.ts';
import {windowFor} from '../../../source/tui/view/window.ts';
import {tableOf} from '../../tui/table-of.ts';

const huge = Number.MAX_SAFE_INTEGER;

/** Everything as long as it can be. */
const extreme = sampleOf(
	{
		takenAt: 0,
		info: undefined,
		limitation: undefined,
		table: tableOf([
			{
				service: 'sctp [2001:db8:1111:2222:3333:4444:5555:6666]:65535',
				scheduler: 'fifteen-letters',
				persistent: 86_400,
				counters: Array.from({length: 10}, () => huge),
				servers: Array.from({length: 120}, (_, index) => ({
					at: `[2001:db8:1111:2222:3333:4444:5555:${(index + 4096).toString(16)}]:65535`,
					method: 'masquerading' as const,
					weight: index === 0 ? 0 : 2_147_483_647,
					active: 4_294_967_295,
					inactive: 4_294_967_295,
					persistent: 4_294_967_295,
					limit: 4_294_967_295,
					counters: Array.from({length: 10}, () => huge),
				})),
			},
			{service: 'fwmark 4294967295', counters: [], servers: [{at: '255.255.255.255:65535'}]},
		]),
	},
	undefined,
);

describe('lines of the tree', () => {
	test.each([60, 61, 79, 80, 81, 107, 108, 135, 136, 140, 200, 500])(
		'at width %i every line is exactly as wide as the screen, whatever the values',
		width => {
			const layout = layoutFor(width);
			const facts = factsOf(extreme);
			const quiet = timeline.of(initialState);
			const list = arrange(
				extreme,
				{sort: naturalSort, terms: [], folded: new Set(), isFlat: false},
				{timeline: quiet, before: undefined},
			);
			const source = {
				facts,
				glyphs,
				values: 'absolute',
				baseline: undefined,
				named: asItIs,
			} as const;
			const look = {isCursor: true, isFolded: true, isMarked: false, isFlat: false};
			const lines = [
				headingLine(naturalSort, {layout, glyphs, isFlat: false}),
				headingLine({by: 'state', direction: 'descending'}, {layout, glyphs, isFlat: true}),
				totalsLine(facts, {layout}),
				ghostLine({service: 'x'.repeat(300)}, look, {layout, glyphs}),
				...Array.from(list.ids).flatMap(id => [
					rowLine({...source, timeline: quiet}, id, look, layout),
					rowLine(
						{...source, timeline: quiet, values: 'share'},
						id,
						{...look, isFlat: true},
						layout,
					),
				]),
			];
			for (const line of lines) {
				expect(widthOf(textOf(line)), textOf(line)).toBe(layout.width);
			}
		},
	);

	test.each([
		[60, 119],
		[120, 300],
	])('from %i to %i columns a wider screen never loses a column', (from, to) => {
		let before: readonly string[] = [];
		for (let width = from; width <= to; width += 1) {
			const ids = layoutFor(width).columns.map(({id}) => id);
			expect(before.filter(id => !ids.some(present => present === id))).toEqual([]);
			before = ids;
		}
	});

	test('tree and pane share the width', () => {
		for (let width = 60; width <= 300; width += 1) {
			const {width: tree, pane} = layoutFor(width);
			expect(tree + pane + (pane > 0 ? 1 : 0)).toBe(width);
			expect(pane > 0).toBe(width >= 120);
		}
	});
});

describe('the window', () => {
	test.each([
		['stays when the cursor is inside', {count: 100, height: 10, top: 20, cursor: 25}, 20, 25],
		['follows down', {count: 100, height: 10, top: 20, cursor: 30}, 21, 30],
		['follows up', {count: 100, height: 10, top: 20, cursor: 5}, 5, 5],
		['leaves no gap at the end', {count: 25, height: 10, top: 20, cursor: 24}, 15, 24],
		['begins at the top when everything fits', {count: 5, height: 10, top: 3, cursor: 4}, 0, 4],
		['keeps the cursor inside', {count: 5, height: 3, top: 0, cursor: 9}, 2, 4],
		['is empty for no row', {count: 0, height: 3, top: 4, cursor: 2}, 0, 0],
	])('%s', (_, request, top, cursor) => {
		expect(windowFor(request)).toEqual({top, cursor});
	});
});
