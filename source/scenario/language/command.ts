import {parseNumeric} from '../../ipvsadm/parse-numeric.ts';
import {parseIpv4, type Address} from '../../model/address.ts';
import type {Change} from '../../model/change.ts';
import {forwarding, plainTunnel} from '../../model/destination.ts';
import {protocols, type Match} from '../../model/service.ts';
import {quoted} from './quoted.ts';

/** The change that a command of ipvsadm asks for, or a sentence that says what is wrong with it. */
export const readCommand = (text: string): Change | string => {
	const parsed = parseNumeric(text);
	switch (parsed.kind) {
		case 'change':
			return parsed.change;
		case 'asks':
			return `names are not looked up here, write numbers: ${quoted(text)}`;
		case 'refused':
			return parsed.reason === 'no-command'
				? `ipvsadm has no such command: ${quoted(text)}`
				: `${parsed.stderr.trimEnd()}: ${quoted(text)}`;
		default:
			return `this command changes nothing: ${quoted(text)}`;
	}
};

/** A service as ipvsadm names it, which is as for its deletion. */
export const readService = (text: string): Match | undefined => {
	const change = readCommand(`-D ${text}`);
	return typeof change === 'object' && change.kind === 'delete-service' ? change.match : undefined;
};

/**
Makes a reader of the lines that braces are written for, `-a -t 192.0.2.1:80 -r 10.0.0.1:80 -m -w 1`, which come in tens of thousands; any
other form is undefined. It does what the grammar does, without its drafts, and neighbours share their service.
*/
export const serverLineReader = (): ((text: string) => Change | undefined) => {
	let written = '';
	let match: Match | undefined;
	const addresses = new Map<string, Address>();

	/** One object for all lines with the same address: fresh memory is what many lines cost. */
	const addressOf = (text: string): Address | undefined => {
		const address = addresses.get(text) ?? parseIpv4(text);
		if (address !== undefined) {
			addresses.set(text, address);
		}
		return address;
	};

	return text => {
		const [, service = '', port, server = '', serverPort, weight] = serverLine.exec(text) ?? [];
		const address = addressOf(server);
		if (address === undefined || Number(port) > 65_535 || Number(serverPort) > 65_535) {
			return undefined;
		}
		const named = `${service}:${port}`;
		if (match === undefined || named !== written) {
			const host = addressOf(service);
			if (host === undefined) {
				return undefined;
			}
			written = named;
			match = {kind: 'address', protocol: protocols.tcp, address: host, port: Number(port)};
		}
		return {
			kind: 'add-destination',
			match,
			destination: {
				address,
				port: Number(serverPort),
				method: forwarding.masquerading,
				weight: Number(weight),
				upperThreshold: 0,
				lowerThreshold: 0,
				tunnel: plainTunnel,
			},
		};
	};
};

/** Numbers without a leading zero, which would be octal. */
const serverLine =
	/^-a -t ([\d.]+):([1-9]\d{0,4}) -r ([\d.]+):([1-9]\d{0,4}) -m -w (0|[1-9]\d{0,4})$/;
