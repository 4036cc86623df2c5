import fc from 'fast-check';
import type {Failure} from '../../../source/model/failure.ts';
import type {Blow} from './battlefield.ts';

/** What people type. */
export const texts = [
	'10.0.0.9:80',
	'-A -t 192.0.2.99:80 -s wrr',
	'-a -t 192.0.2.10:80 -r 10.0.1.77:8080 -m -w 3',
	'-e -t 192.0.2.10:80 -r 10.0.1.11:8080 -m -w 0',
	'--set 900 120 300',
	'rs=10.0.1.0/24 w>0 !udp',
	'65535',
	'0',
	'y',
	'1/2',
	'(((',
	'日本語',
	'e\u0301\u200d\u{1f469}\u200d\u{1f4bb}',
	'a'.repeat(300),
];
export const pasted = [
	...texts,
	'-C\n-A -t 192.0.2.1:80\n',
	'\u001B[2J\u001B]52;c;aGk=\u0007\u001B[31mred',
	'\t\r\n\u0000\u0085\u009b31m',
];
/** What people do to rows; `enter` where a dialog asks. */
export const deeds = [
	['d', 'enter'],
	['d', '!', 'enter'],
	['w', '7', 'enter'],
	['w', '0', '!', 'enter'],
	['+', '+', '-'],
	['e', 'tab', 'enter'],
	['x', 'enter'],
	['x', 'y', 'enter'],
	['r', 'enter'],
	['m', 'enter'],
	['M', 'enter'],
	['u'],
	['u', 'enter'],
	['U'],
	['U', 'enter'],
	['D', 'x'],
	['D', 'enter'],
	['P', 'enter'],
	['R', 'enter', 'enter'],
	['space', 'j', 'space', 'd', 'enter'],
	['space', 'j', 'space', 'x', 'enter'],
	['K'],
	['B', 'f'],
	['B', 'r'],
	['B', 'x', 'enter'],
	[':', ...'-C', 'enter', 'enter'],
	[':', ...'-a -t 192.0.2.10:80 -r 10.0.1.99:8080 -m -w 3', 'enter', 'enter'],
	[':', ...'--set 900 120 300', 'enter', 'enter'],
	[':', ...'--stop-daemon master', 'enter', 'enter'],
	['6', 'j', 'enter'],
].map(keys => keys.map(key => (key === ' ' ? 'space' : key)));
const failures: readonly (Failure | undefined)[] = [
	undefined,
	undefined,
	undefined,
	undefined,
	undefined,
	undefined,
	{kind: 'no-permission', doing: 'read the services'},
	{kind: 'no-module'},
	{kind: 'timeout', doing: 'read the services'},
	{kind: 'lost-replies', doing: 'read the services'},
];
export const sizes = [
	[80, 24],
	[60, 15],
	[140, 45],
	[200, 60],
	[1, 1],
	[61, 16],
	[119, 15],
	[60, 70],
	[300, 20],
	[59, 15],
] as const;

/** Mostly keys; what is pressed, and how often, is as even as can be. */
export const anyBlow: fc.Arbitrary<Blow> = fc.noBias(
	fc.oneof(
		{weight: 60, arbitrary: fc.record({kind: fc.constant('bound' as const), number: fc.nat(500)})},
		{weight: 12, arbitrary: fc.record({kind: fc.constant('any' as const), number: fc.nat(500)})},
		{
			weight: 16,
			arbitrary: fc.record({
				kind: fc.constant('deed' as const),
				row: fc.nat(25),
				keys: fc.constantFrom(...deeds),
			}),
		},
		{
			weight: 6,
			arbitrary: fc.record({kind: fc.constant('typed' as const), text: fc.constantFrom(...texts)}),
		},
		{
			weight: 3,
			arbitrary: fc.record({
				kind: fc.constant('pasted' as const),
				text: fc.constantFrom(...pasted),
			}),
		},
		{
			weight: 4,
			arbitrary: fc
				.constantFrom(...sizes)
				.map(([columns, rows]): Blow => ({kind: 'size', columns, rows})),
		},
		{
			weight: 8,
			arbitrary: fc
				.constantFrom(100, 700, 1000, 2000, 2000, 10_000, 60_000, 400_000)
				.map((milliseconds): Blow => ({kind: 'time', milliseconds})),
		},
		{
			weight: 2,
			arbitrary: fc.record({
				kind: fc.constant('mouse' as const),
				row: fc.nat(60),
				isWheel: fc.boolean(),
			}),
		},
		{
			weight: 4,
			arbitrary: fc.record({
				kind: fc.constant('foreign' as const),
				what: fc.nat(50),
				which: fc.nat(500),
			}),
		},
		{
			weight: 2,
			arbitrary: fc.constantFrom(...failures).map((failure): Blow => ({kind: 'trouble', failure})),
		},
	),
);
