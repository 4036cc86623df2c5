import {createWriter, reserve, written} from '../../../source/wire/bytes.ts';
import {control} from '../../../source/wire/ids.ts';
import {
	beginMessage,
	endMessage,
	messageFlag,
	messageType,
	putGenericHeader,
	putText,
	putBytes,
	putU16,
	putU8,
} from '../../../source/wire/netlink.ts';
import type {Writer} from '../../../source/wire/bytes.ts';
import {canonicalFamily} from '../canonical.ts';
import type {Ask} from '../case.ts';
import type {Conversation, Move} from '../conversation.ts';
import {bytes, ipv4, server, settings, web} from '../values.ts';

const {request, ack, dump} = messageFlag;
const quietly = {flags: request};

/** Marks that share a bucket, so that their order is known. */
const marked = (index: number) => ({family: ipv4, mark: 1 + 256 * index}) as const;

const prepare = (...send: readonly Ask[]): Move => ({on: 'preparing', send});
const empty = prepare({ask: 'flush'});
const withMarks = (count: number, from = 0): readonly Move[] => [
	empty,
	prepare(
		...Array.from({length: count}, (_, index): Ask => ({
			ask: 'newService',
			service: {...marked(from + index), ...settings},
			...quietly,
		})),
	),
];
const withServers = (count: number): readonly Move[] => [
	empty,
	prepare(
		{ask: 'newService', service: {...marked(0), ...settings}, ...quietly},
		...Array.from({length: count}, (_, index): Ask => ({
			ask: 'newDestination',
			service: marked(0),
			destination: server(`10.3.0.${index + 1}`),
			...quietly,
		})),
	),
];

const services: Ask = {ask: 'getService', dump: true};
const missing: Ask = {ask: 'deleteService', service: marked(99)};

type Odd = {
	readonly type?: number;
	readonly flags?: number;
	/** In the header, in the place of the true one. */
	readonly length?: number;
	readonly body?: (writer: Writer) => void;
};

/** A message that no writer of requests makes. */
const odd = (...messages: readonly Odd[]): Uint8Array => {
	const writer = createWriter(256);
	messages.forEach(({type = canonicalFamily, flags = request | ack, length, body}, index) => {
		const start = beginMessage(writer, {type, flags, sequence: 100 + index});
		body?.(writer);
		endMessage(writer, start);
		if (length !== undefined) {
			writer.view.setUint32(start, length, true);
		}
	});
	return written(writer).slice();
};

const info = (writer: Writer): void => putGenericHeader(writer, 15);

const family = (body?: (writer: Writer) => void, flags: number = request | ack): Odd => ({
	type: messageType.control,
	flags,
	body: writer => {
		putGenericHeader(writer, control.command.getFamily);
		body?.(writer);
	},
});
const named = (name: string) => (writer: Writer) =>
	putText(writer, control.attribute.familyName, name);

export const conversations: readonly Conversation[] = [
	{
		name: 'success is silent unless asked',
		moves: [
			empty,
			{send: [{ask: 'newService', service: {...web, ...settings}, ...quietly}]},
			{send: [{ask: 'getInfo', ...quietly}]},
			{send: [{ask: 'getService', service: web, ...quietly}]},
			{send: [{ask: 'getInfo'}]},
			{send: [{ask: 'zero'}]},
		],
	},
	{
		name: 'an error comes unasked and repeats the whole request',
		moves: [empty, {send: [{...missing, ...quietly}]}, {send: [missing]}],
	},
	{
		name: 'a capped error repeats its header only',
		isCapped: true,
		moves: [empty, {send: [{...missing, ...quietly}]}, {send: [missing, {ask: 'zero'}]}],
	},
	{
		name: 'what is no request is not executed, but acknowledged',
		moves: [
			empty,
			{send: [{ask: 'newService', service: {...web, ...settings}, flags: ack}]},
			{send: [{ask: 'newService', service: {...web, ...settings}, flags: 0}]},
			{send: [{ask: 'getInfo', flags: ack}]},
			{send: [{...services, flags: dump}]},
			{send: [{...services, flags: dump | ack}]},
			{send: [services]},
		],
	},
	{
		name: 'an error does not stop the requests behind it',
		moves: [
			empty,
			{
				send: [1, 2, 3, 4, 3, 5, 6, 1, 7].map((index): Ask => ({
					ask: 'newService',
					service: {...marked(index), ...settings},
					...(index === 7 ? {} : quietly),
				})),
			},
			{send: [services]},
		],
	},
	{
		name: 'a socket that has received nothing begins with a small page',
		moves: [...withMarks(30), {send: [services]}, {send: [services]}],
	},
	{
		name: 'pages of services',
		moves: [...withMarks(220), {send: [{ask: 'getInfo'}]}, {send: [services]}],
	},
	{
		name: 'pages of destinations',
		moves: [
			...withServers(200),
			{send: [{ask: 'getDestination', dump: true, service: marked(0)}]},
			{send: [{ask: 'getDestination', dump: true, service: marked(0)}]},
		],
	},
	{
		name: 'an empty dump is its end alone, and no dump is acknowledged',
		moves: [
			empty,
			{send: [services]},
			{send: [{...services, flags: request | dump | ack}]},
			{send: [{ask: 'getDestination', dump: true, service: marked(0)}]},
			{send: [{ask: 'getDaemon', dump: true}]},
		],
	},
	{
		name: 'one dump at a time',
		moves: [
			...withMarks(40),
			{send: [services], take: 0},
			{send: [services, {ask: 'getDestination', dump: true}], take: 1},
			{send: [{ask: 'getInfo'}], take: 2},
			{send: [services]},
			{send: [services]},
		],
	},
	{
		name: 'two dumps in one piece',
		moves: [...withMarks(2), {send: [services, services, {ask: 'getInfo'}]}, {send: [services]}],
	},
	{
		name: 'a table that shrinks and grows under a dump',
		moves: [
			...withMarks(250),
			{send: [{ask: 'getInfo'}]},
			{send: [services], take: 1},
			prepare(
				...[240, 241, 242, 10].map((index): Ask => ({
					ask: 'deleteService',
					service: marked(index),
				})),
				{ask: 'newService', service: {...marked(900), ...settings}},
			),
			{take: 1},
			prepare({ask: 'flush'}),
			{},
		],
	},
	{
		name: 'destinations that come and go under a dump, and their service',
		moves: [
			...withServers(250),
			{send: [{ask: 'getInfo'}]},
			{send: [{ask: 'getDestination', dump: true, service: marked(0)}], take: 1},
			prepare({
				ask: 'newDestination',
				service: marked(0),
				destination: server('10.3.9.9'),
			}),
			{take: 1},
			prepare({ask: 'deleteService', service: marked(0)}),
			{},
		],
	},
	{
		name: 'half of the dump flag is no dump',
		moves: [
			...withMarks(1),
			{send: [{ask: 'getService', service: marked(0), flags: request | ack | 0x100}]},
			{send: [{ask: 'getService', service: marked(0), flags: request | ack | 0x200}]},
			{send: [{ask: 'getDaemon', flags: request | 0x100}]},
		],
	},
	{
		name: 'families that there are not, and control messages',
		moves: [
			empty,
			{send: odd({type: 0x3f_ff, body: info})},
			{send: odd({type: 0x3f_ff, flags: request, body: info})},
			{send: odd({type: 0x3f_ff, flags: request | dump, body: info})},
			{send: odd({type: messageType.noop}, {type: messageType.error}, {type: messageType.done})},
			{send: odd({type: messageType.noop, flags: request})},
		],
	},
	{
		name: 'messages without a generic header',
		moves: [
			empty,
			{send: odd({})},
			{send: odd({body: writer => void reserve(writer, 3)})},
			{send: odd({flags: request | dump})},
			{send: odd({body: writer => void reserve(writer, 4)})},
			{send: odd({type: 0x3f_ff})},
		],
	},
	{
		name: 'lengths that cannot be end the reading',
		moves: [
			empty,
			{send: odd({body: info}, {body: info, length: 15}, {body: info})},
			{send: odd({body: info}, {body: info, length: 400}, {body: info})},
			{send: odd({body: info, length: 0})},
			{send: odd({body: info, length: 19})},
			{send: bytes(1, 2, 3)},
			{send: bytes(...odd({body: info}), 1, 2, 3, 4, 5)},
			{send: [{ask: 'getInfo', tail: bytes(0)}, {ask: 'getConfig'}]},
			{send: [{ask: 'setInfo', tail: bytes(0, 1, 2)}, {ask: 'getConfig'}]},
		],
	},
	{
		name: 'the controller knows the family by name and by number',
		moves: [
			{send: odd(family(named('IPVS')))},
			{send: odd(family(named('IPVS'), request))},
			{send: odd(family(named('NOSUCH')))},
			{send: odd(family(named('')))},
			{send: odd(family())},
			{send: odd(family(writer => putU16(writer, control.attribute.familyId, 0x3f_ff)))},
			{send: odd(family(named('a-name-of-20-letters')))},
			{send: odd(family(named('IPVS\0and more')))},
			{send: odd(family(named('IPVS\0and more than fits')))},
			{send: odd(family(writer => putU8(writer, control.attribute.familyId, 1)))},
			{send: odd(family(writer => putU8(writer, control.attribute.familyName, 65)))},
			{send: odd(family(writer => putBytes(writer, control.attribute.familyName, bytes())))},
			{send: odd({type: messageType.control})},
			{
				send: odd({
					type: messageType.control,
					body: writer => putGenericHeader(writer, control.command.newFamily),
				}),
			},
			{
				send: odd({
					type: messageType.control,
					body: writer => {
						putGenericHeader(writer, control.command.getFamily, 9);
						putU16(writer, control.attribute.familyId, messageType.control);
						named('IPVS')(writer);
					},
				}),
			},
		],
	},
];
