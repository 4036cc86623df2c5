import {onTestFinished, expect, test} from 'vitest';
import {openClient} from '../../source/client/open.ts';
import {createEngine} from '../../source/engine/engine.ts';
import {failed, success, type Failure} from '../../source/model/failure.ts';
import {openEmbedded} from '../../source/transport/embedded.ts';
import type {Transport} from '../../source/transport/transport.ts';
import {change} from '../unit/client/director.ts';
import {startInProcess} from './in-process.ts';

const forbidden: Failure = {kind: 'no-permission', doing: 'read the services'};

/** A director whose text files have other bytes than they should; its table may only be read as text. */
const garbled = (garble: (text: string) => string, isForbidden: boolean) => {
	const engine = createEngine({now: () => 0});
	const transport = openEmbedded(engine);
	const other: Transport = {
		...transport,
		async *read(path, options) {
			let text = '';
			for await (const piece of transport.read(path, options)) {
				if (!piece.ok) {
					yield piece;
					return;
				}
				text += Buffer.from(piece.value).toString('latin1');
			}
			yield success(Buffer.from(garble(text), 'latin1'));
		},
	};
	const own = openClient(other);
	return {
		ready: own.change(
			['-A -t 192.0.2.10:443 -s wlc', '-a -t 192.0.2.10:443 -r 10.0.0.11:443 -m'].map(change),
		),
		client: isForbidden ? {...own, table: async () => failed(forbidden)} : own,
	};
};
const garbles: readonly (readonly [string, (text: string) => string])[] = [
	['lines of noise', text => text.replaceAll('\n', '\n\u0000\u00ff%%% 7\n')],
	['a line that ends too early', text => text.slice(0, -9)],
	['binary', () => '\u0001\u00fe\u0080'.repeat(999)],
	['one endless line', () => 'x'.repeat(300_000)],
	['control sequences', text => text.replaceAll('wlc', '\u001B[2J')],
	['nothing', () => ''],
];

test.each(garbles)('%s in /proc/net/ip_vs: a sentence or what could be read', async (_, garble) => {
	const {ready, client} = garbled(garble, true);
	await ready;
	const tui = startInProcess({client});
	onTestFinished(async () => void (await tui.leave()));
	await tui.see(/no table since|read-only, no counters/);
	await tui.press('j', '3', '4', '5', '6', '1', '?', 'Esc');
	await tui.see(/no table since|read-only, no counters/);
	expect(tui.text()).not.toMatch(/\p{Cc}(?<!\n)/u);
});

test.each(garbles)('%s in /proc/net/ip_vs_conn: the same', async (_, garble) => {
	const {ready, client} = garbled(
		text => (text.startsWith('Pro ') || text === '' ? garble(text) : text),
		false,
	);
	await ready;
	const tui = startInProcess({client});
	onTestFinished(async () => void (await tui.leave()));
	await tui.see('192.0.2.10:443');
	await tui.press('3');
	await tui.see(/\d+ rows {2}|could not be understood/);
	await tui.press('1');
	await tui.see('192.0.2.10:443');
});
