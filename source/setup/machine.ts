import type {Reach} from '../host/reach.ts';

/** A host that can be changed as well. What fails is a sentence. */
export type Machine = Reach & {
	/**
	Replaces the whole text; of a plain file readers see the old one or the new one, and folders above it are made.

	@param visibility - who may read it beside its owner @default everyone
	*/
	readonly write: (
		path: string,
		text: string,
		visibility?: 'everyone' | 'owner',
	) => Promise<string | undefined>;
	/**
	Makes a file that says which process is at work, until what is returned is called. One of a process that has ended does not count.

	@returns a sentence while another process is at work
	*/
	readonly claim: (path: string) => Promise<(() => Promise<void>) | string>;
	/** A file that is not there is no failure. */
	readonly remove: (path: string) => Promise<string | undefined>;
};
