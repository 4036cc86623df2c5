import {changeLine} from '../../../ipvsadm/unparse.ts';
import {schedulerBits} from '../../../ipvsadm/scheduler-flags.ts';
import {
	addressText,
	parseIpv4,
	parseIpv6,
	type Address,
	type Family,
} from '../../../model/address.ts';
import type {Change} from '../../../model/change.ts';
import {
	familyOfMatch,
	matchKey,
	netmaskText,
	protocols,
	protocolWord,
	serviceFlag,
	wholeNetmask,
	type Match,
	type Service,
} from '../../../model/service.ts';
import {readLine} from '../../../operator/lines.ts';
import {isChecked, numberOfField, textOfField, type FormState} from '../../form/form.ts';
import {textInput} from '../../form/text-input.ts';
import type {FieldValues} from '../line-form/state.ts';

export type ServiceSubject = {
	/** As it is now; undefined while a new one is added. */
	readonly present: Service | undefined;
	/** Keys of all services, see `matchKey`. */
	readonly known: ReadonlySet<string>;
	/** Schedulers that are in use here, whatever their names. */
	readonly schedulers: ReadonlySet<string>;
};

/** The fields with a service in them. */
export const valuesOfService = (service: Service): FieldValues => {
	const {match, flags, netmask, timeout} = service;
	const isPersistent = (flags & serviceFlag.persistent) !== 0;
	return {
		...(match.kind === 'mark'
			? {kind: 'fwmark', mark: textInput(String(match.mark)), family: match.family}
			: {
					kind: protocolWord(match.protocol),
					address: textInput(addressText(match.address)),
					port: textInput(String(match.port)),
				}),
		scheduler: textInput(service.scheduler),
		persistence: textInput(isPersistent ? String(timeout) : '0'),
		netmask: textInput(
			netmask === wholeNetmask(familyOfMatch(match))
				? ''
				: netmaskText(familyOfMatch(match), netmask),
		),
		engine: textInput(service.persistenceEngine),
		onePacket: (flags & serviceFlag.onePacket) !== 0,
		flag1: (flags & serviceFlag.scheduler1) !== 0,
		flag2: (flags & serviceFlag.scheduler2) !== 0,
		flag3: (flags & serviceFlag.scheduler3) !== 0,
	};
};

/** What the fields match; undefined while something is missing. */
export const matchOf = (form: FormState, {present}: ServiceSubject): Match | undefined => {
	if (present !== undefined) {
		return present.match;
	}
	const kind = textOfField(form, 'kind');
	if (kind === 'fwmark') {
		const mark = numberOfField(form, 'mark');
		return mark >= 1 && mark <= largestMark
			? {kind: 'mark', mark, family: familyField(form)}
			: undefined;
	}
	const address = addressOf(form);
	const port = numberOfField(form, 'port');
	return address === undefined || Number.isNaN(port)
		? undefined
		: {kind: 'address', protocol: protocolNumber(kind), address, port};
};

/** The service that the fields describe. What they do not ask for stays as it is. */
export const serviceOf = (form: FormState, subject: ServiceSubject): Service => {
	const {present} = subject;
	const match = matchOf(form, subject) ?? draftMatch(form);
	const seconds = numberOfField(form, 'persistence');
	const isPersistent = seconds > 0;
	const family = familyOfMatch(match);
	return {
		match,
		scheduler: textOfField(form, 'scheduler'),
		flags:
			((present?.flags ?? 0) & ~askedFlags) |
			(isPersistent ? serviceFlag.persistent : 0) |
			(isChecked(form, 'onePacket') && mayBeOnePacket(match) ? serviceFlag.onePacket : 0) |
			(isChecked(form, 'flag1') ? serviceFlag.scheduler1 : 0) |
			(isChecked(form, 'flag2') ? serviceFlag.scheduler2 : 0) |
			(isChecked(form, 'flag3') ? serviceFlag.scheduler3 : 0),
		timeout: isPersistent ? seconds : (present?.timeout ?? 0),
		netmask: netmaskIn(textOfField(form, 'netmask'), family) ?? wholeNetmask(family),
		persistenceEngine: textOfField(form, 'engine'),
	};
};

const askedFlags = serviceFlag.persistent | serviceFlag.onePacket | schedulerBits;

/** Single packets can be scheduled where there are no connections to keep together. */
export const mayBeOnePacket = (match: Match): boolean =>
	match.kind === 'mark' || match.protocol === protocols.udp;

export const changeOfService = (form: FormState, subject: ServiceSubject): Change => ({
	kind: subject.present === undefined ? 'add-service' : 'edit-service',
	service: serviceOf(form, subject),
});

/** Its line; what is not typed yet stands in it as a word. */
export const lineOfService = (form: FormState, subject: ServiceSubject): string => {
	const line = changeLine(changeOfService(form, subject));
	if (matchOf(form, subject) !== undefined) {
		return line;
	}
	return textOfField(form, 'kind') === 'fwmark'
		? line.replace(' -f 0', ` -f ${missingMark}`)
		: addressOf(form) === undefined
			? line.replace(' 0.0.0.0:', ` ${missingAddress}:`)
			: line;
};

/** The fields that a line stands for, or why it is none for this form. */
export const valuesOfLine = (line: string, {present}: ServiceSubject): FieldValues | string => {
	const change = readLine(line);
	if (typeof change === 'string') {
		return [missingAddress, missingMark].some(word => line.includes(word))
			? 'what clients connect to is missing in it'
			: change;
	}
	const wanted = present === undefined ? 'add-service' : 'edit-service';
	if (change.kind !== wanted) {
		return `this form takes a line with ${present === undefined ? '-A' : '-E'}; others go into the command line (:)`;
	}
	return present !== undefined && matchKey(change.service.match) !== matchKey(present.match)
		? 'an edit keeps protocol, address and port: x removes a service, A adds one'
		: valuesOfService(change.service);
};

export const addressOf = (form: FormState): Address | undefined => {
	const text = textOfField(form, 'address');
	return parseIpv4(text) ?? parseIpv6(text);
};

/** A mask as ipvsadm takes it: dotted for IPv4, a prefix length for IPv6; undefined for what is none, and for nothing. */
export const netmaskIn = (text: string, family: Family): number | undefined => {
	if (family === 'ipv6') {
		const prefix = /^\d+$/.test(text) ? Number(text) : 0;
		return prefix >= 1 && prefix <= 128 ? prefix : undefined;
	}
	const address = parseIpv4(text);
	return address === undefined ? undefined : new DataView(address.bytes.buffer).getUint32(0);
};

export const familyField = (form: FormState): Family =>
	textOfField(form, 'family') === 'ipv6' ? 'ipv6' : 'ipv4';

const protocolNumber = (kind: string): number =>
	Object.hasOwn(protocols, kind) ? protocols[kind as keyof typeof protocols] : protocols.tcp;

/** What a line is made of before it is known what the service matches. */
const draftMatch = (form: FormState): Match => {
	const kind = textOfField(form, 'kind');
	const port = numberOfField(form, 'port');
	return kind === 'fwmark'
		? {kind: 'mark', mark: 0, family: familyField(form)}
		: {
				kind: 'address',
				protocol: protocolNumber(kind),
				address: addressOf(form) ?? {family: 'ipv4', bytes: new Uint8Array(4)},
				port: Number.isNaN(port) ? 0 : port,
			};
};

export const largestMark = 4_294_967_295;
const missingAddress = 'ADDRESS';
const missingMark = 'MARK';
