import {littleEndian} from '../bytes.ts';
import {headerLength} from '../netlink.ts';
import type {Span} from './message.ts';

/**
The error number of an acknowledgement or of a finished dump: 0 for success, positive otherwise (the wire has it negative); undefined
when the message is too short to have one.
*/
export const readErrno = (view: DataView, {start, end}: Span): number | undefined =>
	end - start < headerLength + 4
		? undefined
		: 0 - view.getInt32(start + headerLength, littleEndian);
