import type {Outcome} from '../../../care/check.ts';

/** Where a check goes, and from where. */
export type Target = {
	readonly address: string;
	readonly port: number;
	readonly bind: string | undefined;
	/** Milliseconds, after which the probe has failed. */
	readonly timeout: number;
};

/** Looks once. It never rejects, and takes no longer than the timeout. */
export type Probe = () => Promise<Outcome>;
