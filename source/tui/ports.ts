import type {PreferencesChange} from '../config/file.ts';
import type {Client} from '../client/client.ts';
import type {Way} from '../doctor/evidence.ts';
import type {JsonReport} from '../doctor/report-json.ts';
import type {Change} from '../model/change.ts';
import type {Operator} from '../operator/operator.ts';
import type {RulesFiles} from './rules-files.ts';

/** What the program around the screens does for them. Whatever a screen needs from outside is handed in here, and nowhere else. */
export type Ports = {
	/** Everything that changes the director goes through it; without one nothing can be changed. */
	readonly operator?: Operator | undefined;
	/** Reads the connection table. Costly on large ones: only while somebody looks. */
	readonly readConnections?: Client['connections'] | undefined;
	/** Reads what the sampler does not: one service in full, the whole table, timeouts, daemons. */
	readonly director?:
		Partial<Pick<Client, 'service' | 'table' | 'timeouts' | 'daemons'>> | undefined;
	/** Writes a text into a new file in the state folder; the path, or a sentence when that did not work. */
	readonly saveText?: ((name: string, text: string) => SavedText) | undefined;
	/** Writes a text into a new file that a person named. */
	readonly writeFile?: ((path: string, text: string) => SavedText) | undefined;
	/** Examines this director and its host; a sentence when that is not possible. `arp` also asks the network about the virtual addresses,
	`probe` also opens connections to the real servers. */
	readonly examine?:
		| ((options: {readonly arp: boolean; readonly probe: boolean}) => Promise<JsonReport | string>)
		| undefined;
	/** Puts a text on the clipboard of the terminal; false when it is too long for one. */
	readonly copy?: ((text: string) => boolean) | undefined;
	/** Whether a hint is given for the first time; remembers that it was. */
	readonly isFirstTime?: ((hint: string) => boolean) | undefined;
	/** Changes the file of preferences; a sentence when that was not possible. */
	readonly changePreferences?:
		((change: PreferencesChange) => Promise<string | undefined>) | undefined;
	/** Settings of the kernel about synchronisation, by name below net.ipv4.vs; nothing where they cannot be read. */
	readonly readSyncSettings?: (() => Promise<ReadonlyMap<string, string>>) | undefined;
	/** Simulates what changes would do to the present traffic; a sentence when that is not possible. It may take seconds, until it is called off. */
	readonly forecast?:
		((changes: readonly Change[], signal: AbortSignal) => Promise<Forecast | string>) | undefined;
	/** The name of an address, as somebody else knows it; nothing where it has none. */
	readonly nameOf?: ((address: string) => Promise<string | undefined>) | undefined;
	/** How this host would reach an address; sends nothing to it. Undefined where that is not known. */
	readonly wayTo?: ((address: string) => Promise<Way | undefined>) | undefined;
	/** Rules files of this machine. */
	readonly rules?: RulesFiles | undefined;
};

export type Forecast = {
	/** What matters most, one sentence each: when a server is empty, when a threshold is reached, who finds none. */
	readonly notes: readonly string[];
	/** All of it, for a page of 80 columns. */
	readonly text: string;
};

export type SavedText =
	| {readonly kind: 'saved'; readonly path: string}
	| {readonly kind: 'not saved'; readonly why: string};
