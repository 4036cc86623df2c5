import {emptyNameBook} from '../../../source/ipvsadm/names.ts';
import {parse} from '../../../source/ipvsadm/parse.ts';
import {wordsOf} from '../../../source/ipvsadm/rules-line.ts';
import type {Engine} from '../../../source/engine/engine.ts';
import {createSocket} from '../../../source/engine/socket.ts';
import {createWriter, littleEndian, viewOf, written} from '../../../source/wire/bytes.ts';
import {messageFlag} from '../../../source/wire/netlink.ts';
import {writeChange} from '../../../source/wire/requests.ts';

/** Gives an engine one ipvsadm command a line; returns the error numbers. */
export const command = (engine: Engine, lines: string): number[] => {
	const socket = createSocket(engine);
	return lines
		.split('\n')
		.map(wordsOf)
		.filter(words => words.length > 0)
		.map(words => {
			const parsed = parse(words, {program: 'ipvsadm', names: emptyNameBook, source: 'restore'});
			if (parsed.kind !== 'change') {
				throw new Error(`no change: ${words.join(' ')}`);
			}
			const writer = createWriter();
			writeChange(writer, parsed.change, {
				familyId: engine.director.settings.familyId,
				sequence: 1,
				flags: messageFlag.request | messageFlag.ack,
			});
			socket.send(written(writer));
			return 0 - viewOf(socket.receive() ?? new Uint8Array(20)).getInt32(16, littleEndian);
		});
};
