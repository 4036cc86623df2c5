import {viewOf, type Writer} from '../wire/bytes.ts';
import {control, errno} from '../wire/ids.ts';
import {genericHeaderLength, headerLength, messageType} from '../wire/netlink.ts';
import {topPolicy, type Policy} from '../wire/policy.ts';
import type {Asked} from './answers.ts';
import {commands, type Command, type WriteEntry} from './commands.ts';
import {controllerPolicy, writeFamily, writeFamilyAt} from './controller.ts';
import {readLiberally, type Request} from './request.ts';
import type {Director} from './state.ts';

/** One message as it came. An answer goes to `writer`. */
export type Execution = {
	readonly message: Uint8Array;
	readonly isDump: boolean;
	readonly asked: Asked;
	readonly writer: Writer;
};

/**
Does what one request asks for.

@returns 0, a positive error number, or what a dump has to write
@source kernel net/netlink/genetlink.c, genl_rcv_msg: first the family, then the command, then the attributes
*/
export const execute = (
	director: Director,
	{message, isDump, asked, writer}: Execution,
): number | WriteEntry => {
	const family = familyOf(director, asked.type);
	if (family === undefined) {
		return errno.ENOENT;
	}
	if (message.length < attributesStart) {
		return errno.EINVAL;
	}
	const command = family.commands.get(message[headerLength]!);
	const isKnown =
		command !== undefined &&
		(isDump
			? command.dump !== undefined
			: command.act !== undefined || command.answer !== undefined);
	if (!isKnown) {
		return errno.EOPNOTSUPP;
	}
	const view = viewOf(message);
	const attributes = readLiberally(
		view,
		{start: attributesStart, end: message.length},
		family.policy,
	);
	if (isDump) {
		// A dump does not mind bad attributes: it just finds nothing.
		return command.dump!({view, attributes: attributes ?? new Map()});
	}
	if (attributes === undefined) {
		return errno.ERANGE;
	}
	const request: Request = {view, attributes};
	return command.act === undefined
		? command.answer!(director, request, {writer, asked})
		: command.act(director, request);
};

const attributesStart = headerLength + genericHeaderLength;

type Family = {readonly policy: Policy; readonly commands: ReadonlyMap<number, Command>};

const ipvs: Family = {
	policy: topPolicy,
	commands: new Map(commands.map(command => [command.id, command])),
};

const controller: Family = {
	policy: controllerPolicy,
	commands: new Map([
		[
			control.command.getFamily,
			{
				id: control.command.getFamily,
				answer: (director, {attributes}, {writer, asked}) =>
					writeFamily(writer, asked, {director, attributes}),
				dump: () => writeFamilyAt,
			},
		],
	]),
};

const familyOf = ({settings}: Director, type: number): Family | undefined => {
	switch (type) {
		case settings.familyId:
			return ipvs;
		case messageType.control:
			return controller;
		default:
			return undefined;
	}
};
