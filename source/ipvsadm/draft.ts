import type {Address, Family} from '../model/address.ts';
import type {DaemonRole} from '../model/director.ts';
import type {CommandName} from './commands.ts';
import {subjectNames} from './words.ts';

/** What the options of one command line have said so far. Mutable: option after option fills it. */
export type Draft = {
	command: CommandName;
	/** One cell a subject, 1 when an option about it was given. */
	readonly given: Uint8Array;

	/** IP protocol number; 0 before the service is known. */
	protocol: number;
	family: Family;
	address: Address | undefined;
	port: number;
	/** 0 for none. */
	mark: number;

	scheduler: string;
	schedulerFlags: string;
	/** Bits of `schedulerFlags`, known after all options. */
	schedulerBits: number;
	/** Undefined when the service is not persistent. */
	persistence: number | undefined;
	netmask: number | undefined;
	engine: string;
	isOnePacket: boolean;

	serverAddress: Address | undefined;
	serverPort: number;
	method: number;
	weight: number;
	upperThreshold: number;
	lowerThreshold: number;
	tunnelType: number;
	tunnelPort: number;
	tunnelFlags: number;

	timeouts: readonly number[];

	role: DaemonRole;
	interface: string;
	syncId: number;
	maxLength: number | undefined;
	group: Uint8Array | undefined;
	groupPort: number | undefined;
	ttl: number | undefined;
};

export const emptyDraft = (command: CommandName): Draft => ({
	command,
	given: new Uint8Array(subjectNames.length),
	protocol: 0,
	family: 'ipv4',
	address: undefined,
	port: 0,
	mark: 0,
	scheduler: '',
	schedulerFlags: '',
	schedulerBits: 0,
	persistence: undefined,
	netmask: undefined,
	engine: '',
	isOnePacket: false,
	serverAddress: undefined,
	serverPort: 0,
	method: defaults.method,
	weight: defaults.weight,
	upperThreshold: 0,
	lowerThreshold: 0,
	tunnelType: 0,
	tunnelPort: 0,
	tunnelFlags: 0,
	timeouts: [],
	role: 'master',
	interface: defaults.interface,
	syncId: 0,
	maxLength: undefined,
	group: undefined,
	groupPort: undefined,
	ttl: undefined,
});

export const defaults = {
	scheduler: 'wlc',
	/** Seconds. The manual page says 300; the program does 360. */
	persistence: 360,
	method: 3,
	weight: 1,
	interface: 'eth0',
} as const;
