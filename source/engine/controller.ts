import {textAt, viewOf, type Writer} from '../wire/bytes.ts';
import {control, errno, familyName} from '../wire/ids.ts';
import type {Attributes} from '../wire/nest.ts';
import {
	beginMessage,
	beginNest,
	endMessage,
	endNest,
	messageType,
	putGenericHeader,
	putText,
	putU16,
	putU32,
} from '../wire/netlink.ts';
import type {Policy} from '../wire/policy.ts';
import type {Asked} from './answers.ts';
import {commands, type Command} from './commands.ts';
import type {Director} from './state.ts';

/** The part of the controller's attributes that a request may have. @source kernel net/netlink/genetlink.c, ctrl_policy_family */
export const controllerPolicy: Policy = new Map([
	[control.attribute.familyId, {name: 'familyId', type: {is: 'u16'}}],
	[control.attribute.familyName, {name: 'familyName', type: {is: 'bytes', max: 65_535}}],
]);

type Family = {
	readonly id: number;
	readonly name: string;
	readonly version: number;
	readonly maxAttribute: number;
	readonly operations: readonly {readonly id: number; readonly flags: number}[];
};

/** Bits of an operation: needs CAP_NET_ADMIN, can be done, can be dumped, has a policy. */
const operationFlag = {admin: 1, do: 2, dump: 4, policy: 8} as const;

/** What generic netlink's controller knows: itself and IPVS. */
const familiesOf = ({settings}: Director): readonly Family[] => [
	{
		id: messageType.control,
		name: 'nlctrl',
		version: 2,
		maxAttribute: 10,
		operations: [
			{
				id: control.command.getFamily,
				flags: operationFlag.do | operationFlag.dump | operationFlag.policy,
			},
		],
	},
	{
		id: settings.familyId,
		name: familyName,
		version: 1,
		maxAttribute: 6,
		operations: commands.map(command => ({id: command.id, flags: flagsOf(command)})),
	},
];

const flagsOf = ({act, answer, dump}: Command): number =>
	operationFlag.admin |
	operationFlag.policy |
	(act === undefined && answer === undefined ? 0 : operationFlag.do) |
	(dump === undefined ? 0 : operationFlag.dump);

/** Answers getFamily by number or by name; the name counts when there are both. Returns 0 or an error number. */
export const writeFamily = (
	writer: Writer,
	asked: Asked,
	{director, attributes}: {director: Director; attributes: Attributes},
): number => {
	const id = attributes.get('familyId');
	const bytes = attributes.get('familyName') as Uint8Array | undefined;
	const name = bytes === undefined ? undefined : readName(bytes);
	if (typeof name === 'number') {
		return name;
	}
	if (id === undefined && name === undefined) {
		return errno.EINVAL;
	}
	const family = familiesOf(director).find(one =>
		name === undefined ? one.id === id : one.name === name,
	);
	if (family === undefined) {
		return errno.ENOENT;
	}
	putFamily(writer, asked, family);
	return 0;
};

const longestName = 15;

/** The name, or an error number: one for a name that does not end in time, another for what follows it. */
const readName = (bytes: Uint8Array): string | number => {
	const end = bytes.subarray(0, longestName + 1).indexOf(0);
	if (end === -1) {
		return errno.EINVAL;
	}
	const counted = bytes.length - (bytes.at(-1) === 0 ? 1 : 0);
	return counted > longestName ? errno.ERANGE : textAt(viewOf(bytes), 0, end);
};

/** The same for a dump of all families. */
export const writeFamilyAt = (
	director: Director,
	{writer, asked, index}: {readonly writer: Writer; readonly asked: Asked; readonly index: number},
): boolean => {
	const family = familiesOf(director)[index];
	if (family !== undefined) {
		putFamily(writer, asked, family);
	}
	return family !== undefined;
};

const putFamily = (writer: Writer, asked: Asked, family: Family): void => {
	const message = beginMessage(writer, asked);
	putGenericHeader(writer, control.command.newFamily, 2);
	putText(writer, control.attribute.familyName, family.name);
	putU16(writer, control.attribute.familyId, family.id);
	putU32(writer, control.attribute.version, family.version);
	putU32(writer, control.attribute.headerSize, 0);
	putU32(writer, control.attribute.maxAttribute, family.maxAttribute);
	const list = beginNest(writer, control.attribute.operations, false);
	for (const [index, {id, flags}] of family.operations.entries()) {
		const operation = beginNest(writer, index + 1, false);
		putU32(writer, control.operation.id, id);
		putU32(writer, control.operation.flags, flags);
		endNest(writer, operation);
	}
	endNest(writer, list);
	endMessage(writer, message);
};
