import {littleEndian, viewOf} from '../../source/wire/bytes.ts';
import {command, control, topAttribute} from '../../source/wire/ids.ts';
import {readAttributes, type Attributes, type Span} from '../../source/wire/nest.ts';
import {
	eachAttribute,
	eachMessage,
	genericHeaderLength,
	headerLength,
	messageType,
	readHeader,
} from '../../source/wire/netlink.ts';
import {servicePolicy, topPolicy} from '../../source/wire/policy.ts';

/** Stands for the number of the family, which a kernel gives out as it likes. */
export const canonicalFamily = 0xfa;

/** The messages of a datagram without what differs from run to run: the number of the family, and ports. */
export const canonicalMessages = (datagram: Uint8Array, familyId: number): Uint8Array[] => {
	const messages: Uint8Array[] = [];
	eachMessage(viewOf(datagram), (_, start, end) => {
		messages.push(canonical(datagram.slice(start, end), familyId));
	});
	return messages;
};

const canonical = (message: Uint8Array, familyId: number): Uint8Array => {
	const view = viewOf(message);
	clean(view, 0, familyId);
	const {type} = readHeader(view, 0);
	if (type === messageType.error && message.length >= headerLength * 2 + 4) {
		clean(view, headerLength + 4, familyId);
	}
	if (type === messageType.control) {
		eachAttribute(view, headerLength + genericHeaderLength, message.length, (id, start) => {
			if (id === control.attribute.familyId) {
				view.setUint16(start, canonicalFamily, littleEndian);
			}
		});
	}
	return message;
};

const clean = (view: DataView, header: number, familyId: number): void => {
	if (readHeader(view, header).type === familyId) {
		view.setUint16(header + 4, canonicalFamily, littleEndian);
	}
	view.setUint32(header + 12, 0);
};

/**
Services in the order of their buckets. The kernel mixes a number of its own into the buckets, so that their order differs between runs;
within one the order is that of the lists.
*/
export const sortByBucket = (messages: readonly Uint8Array[]): Uint8Array[] =>
	messages.toSorted((one, other) => bucketOf(one) - bucketOf(other));

/** The service in an answer, or undefined. */
export const serviceIn = (message: Uint8Array): Attributes | undefined => {
	const view = viewOf(message);
	const start = headerLength + genericHeaderLength;
	if (message.length < start || view.getUint8(headerLength) !== command.newService) {
		return undefined;
	}
	const top = readAttributes(view, {start, end: message.length}, topPolicy);
	const span = top.ok ? top.value.get(nameOf(topAttribute.service)) : undefined;
	const service =
		span === undefined ? undefined : readAttributes(view, span as Span, servicePolicy);
	return service?.ok === true ? service.value : undefined;
};

const nameOf = (id: number): string => topPolicy.get(id)?.name ?? '';

/** Without salt. What is no service, such as the end of the dump, comes last. */
const bucketOf = (message: Uint8Array): number => {
	const service = serviceIn(message);
	if (service === undefined) {
		return Number.POSITIVE_INFINITY;
	}
	const mark = service.get('mark');
	if (mark !== undefined) {
		return 256 + ((mark as number) & 255);
	}
	const address = service.get('address') as Uint8Array;
	const folded =
		service.get('family') === 10
			? [3, 7, 11, 15].reduce((sum, index) => sum ^ (address[index] ?? 0), 0)
			: (address[3] ?? 0);
	const port = service.get('port') as number;
	return ((service.get('protocol') as number) ^ folded ^ (port >> 8) ^ port) & 255;
};

/** The table file with its services in alphabetical order, each with its destinations in theirs. */
export const sortText = (text: string): string => {
	// Destinations are indented.
	const [title, columns, ...services] = text.split(/(?<=\n)(?=\S)/);
	return [title, columns, ...services.toSorted()].join('');
};
