import {readLine} from '../../../operator/lines.ts';
import {changeLine} from '../../../ipvsadm/unparse.ts';
import {addressText, parseIpv4, parseIpv6, type Address} from '../../../model/address.ts';
import type {Change} from '../../../model/change.ts';
import {
	forwarding,
	plainTunnel,
	tunnelFlag,
	tunnelType,
	type Destination,
} from '../../../model/destination.ts';
import {matchKey, type Service} from '../../../model/service.ts';
import {numberOfField, textOfField, type FormState} from '../../form/form.ts';
import {textInput} from '../../form/text-input.ts';
import type {FieldValues} from '../line-form/state.ts';

/** The service of the server, its other servers, and what is edited. */
export type ServerSubject = {
	readonly service: Service;
	readonly servers: ReadonlyMap<string, Destination>;
	/** As it is now; undefined while a new one is added. */
	readonly present: Destination | undefined;
	/** Connections of the edited server, active and inactive. */
	readonly connections: number;
	/** The server whose settings a new one begins with, in words. */
	readonly clonedFrom: string | undefined;
};

/** The fields with the settings of a server in them. */
export const valuesOfServer = (server: Destination): FieldValues => ({
	method: String(server.method),
	weight: textInput(String(server.weight)),
	upper: textInput(String(server.upperThreshold)),
	lower: textInput(String(server.lowerThreshold)),
	tunnel: String(server.tunnel.type),
	tunnelPort: textInput(server.tunnel.port === 0 ? '' : String(server.tunnel.port)),
	checksum: String(server.tunnel.flags),
});

/** The server that the fields describe; fields with something wrong in them are taken as they can be. */
export const serverOf = (form: FormState, subject: ServerSubject): Destination => {
	const method = Number(textOfField(form, 'method'));
	return {
		address: subject.present?.address ?? addressOf(form) ?? noAddress,
		port: subject.present?.port ?? orZero(numberOfField(form, 'port')),
		method,
		weight: orZero(numberOfField(form, 'weight')),
		upperThreshold: orZero(numberOfField(form, 'upper')),
		lowerThreshold: orZero(numberOfField(form, 'lower')),
		tunnel:
			method === forwarding.tunneling ? tunnelOf(form) : (subject.present?.tunnel ?? plainTunnel),
	};
};

const tunnelOf = (form: FormState): Destination['tunnel'] => {
	const type = Number(textOfField(form, 'tunnel'));
	return {
		type,
		port: type === tunnelType.gue ? orZero(numberOfField(form, 'tunnelPort')) : 0,
		flags: type === tunnelType.ipip ? tunnelFlag.noChecksum : Number(textOfField(form, 'checksum')),
	};
};

export const addressOf = (form: FormState): Address | undefined => {
	const text = textOfField(form, 'address');
	return parseIpv4(text) ?? parseIpv6(text);
};

/** The change that the form stands for. */
export const changeOfServer = (form: FormState, subject: ServerSubject): Change => ({
	kind: subject.present === undefined ? 'add-destination' : 'edit-destination',
	match: subject.service.match,
	destination: serverOf(form, subject),
});

/** Its line; what is not typed yet stands in it as a word. */
export const lineOfServer = (form: FormState, subject: ServerSubject): string => {
	const line = changeLine(changeOfServer(form, subject));
	return subject.present === undefined && addressOf(form) === undefined
		? line.replace(` -r ${noAddressText}:`, ` -r ${missingWord}:`)
		: line;
};

/** The fields that a line stands for, or why it is none for this form. */
export const valuesOfLine = (
	line: string,
	{service, present}: ServerSubject,
): FieldValues | string => {
	const change = readLine(line);
	if (typeof change === 'string') {
		return line.includes(missingWord) ? 'the address of the server is missing in it' : change;
	}
	const wanted = present === undefined ? 'add-destination' : 'edit-destination';
	if (change.kind !== wanted) {
		return `this form takes a line with ${wanted === 'add-destination' ? '-a' : '-e'}; others go into the command line (:)`;
	}
	if (matchKey(change.match) !== matchKey(service.match)) {
		return `this form is about ${matchKey(service.match)}; other lines go into the command line (:)`;
	}
	const {destination} = change;
	if (present === undefined) {
		return {
			...valuesOfServer(destination),
			address: textInput(addressText(destination.address)),
			port: textInput(String(destination.port)),
		};
	}
	// Direct routing and tunnels write the port of the service, whatever the port of the server is.
	const isSamePort =
		destination.port === present.port || destination.method !== forwarding.masquerading;
	if (!isSamePort || !isSameAddress(destination.address, present.address)) {
		return 'an edit keeps address and port: x removes a server, a adds one';
	}
	return valuesOfServer({
		...destination,
		// The line has no word for a local server: -g stands for it.
		method:
			present.method === forwarding.local && destination.method === forwarding.directRouting
				? present.method
				: destination.method,
	});
};

const isSameAddress = (left: Address, right: Address): boolean =>
	left.family === right.family && left.bytes.every((byte, index) => byte === right.bytes[index]);

const orZero = (value: number): number => (Number.isNaN(value) ? 0 : value);

/** Stands for what was not typed yet; the line shows a word in its place. */
const noAddress: Address = {family: 'ipv4', bytes: new Uint8Array(4)};
const noAddressText = '0.0.0.0';
const missingWord = 'ADDRESS';
