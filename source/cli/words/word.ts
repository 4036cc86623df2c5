import type {Client} from '../../client/client.ts';
import type {Reach} from '../../host/reach.ts';
import type {Machine} from '../../setup/machine.ts';
import type {Names} from '../ipvsadm/names.ts';
import type {Clock} from '../../sampler/clock.ts';
import type {Wanted, WordName} from '../route.ts';

/** One of our own words on the command line, with all that it may touch. Tests give other things. */
export type WordCall = {
	/** What stands after the word. */
	readonly argv: readonly string[];
	readonly wanted: Wanted;
	/** Called once, and only when the word needs IPVS; a sentence says why there is none. */
	readonly open: () => Promise<Client | string>;
	readonly stdout: (text: string) => void;
	readonly stderr: (text: string) => void;
	/** What is read from standard input. @default this process's */
	readonly input?: AsyncIterable<Uint8Array>;
	/** @default those of this machine */
	readonly names?: Names;
	/** @default modprobe */
	readonly loadModule?: () => Promise<void>;
	/** Whether a person watches stderr. @default whether it is a terminal */
	readonly isWatched?: boolean;
	/** What doctor may look at. @default this machine */
	readonly reach?: Reach;
	/** What setup may change. @default this machine */
	readonly machine?: Machine;
	/** @default the system's */
	readonly clock?: Clock;
	/** Runs another word, for a word that reads command lines itself. */
	readonly runWord?: (name: WordName, call: WordCall) => Promise<number>;
	/** Variables of the environment. @default this process's */
	readonly environment?: Readonly<Record<string, string | undefined>>;
};

/** Does what a word says and returns the exit code. */
export type Word = (call: WordCall) => Promise<number>;
