import type {Change} from '../model/change.ts';

/** A change that reverts by itself unless somebody confirms it in time. */
export type Guarded = {
	readonly id: string;
	readonly what: string;
	/** Clock time in milliseconds. */
	readonly deadline: number;
	/** The undo step it belongs to. */
	readonly step: number;
};

/** What a guard must know to revert without us. */
export type GuardOrder = {
	readonly id: string;
	readonly what: string;
	/** Milliseconds since 1970. */
	readonly deadline: number;
	/** What puts everything back, in order. No lines: ipvsadm has no words for a directly routed server at a port of its own. */
	readonly inverse: readonly Change[];
	/** Words before a command that say which director it is about. */
	readonly director?: string | undefined;
};

/** A process of its own that outlives us and the terminal. Each answer is a sentence when it did not work. */
export type Guards = {
	/** Resolves when the guard runs and would revert. */
	readonly arm: (order: GuardOrder) => Promise<string | undefined>;
	/** Replaces what an armed guard would do, and when. */
	readonly amend: (order: GuardOrder) => Promise<string | undefined>;
	/** The change stays; `too late` when the guard has begun to revert. */
	readonly confirm: (id: string) => Promise<'confirmed' | 'too late'>;
	/** What guards of earlier programs still wait for on this director. */
	readonly waiting: () => readonly GuardOrder[];
};

/** One line of JSON; bytes as `{"hex": "c0000201"}`. */
export const orderText = (order: GuardOrder): string =>
	`${JSON.stringify(order, (_, value: unknown) =>
		value instanceof Uint8Array ? {hex: Buffer.from(value).toString('hex')} : value,
	)}\n`;

/** Undefined for what is no order. */
export const readOrder = (text: string): GuardOrder | undefined => {
	try {
		const {id, what, deadline, inverse, director} = JSON.parse(text, revive) as Partial<
			Record<keyof GuardOrder, unknown>
		>;
		return typeof id === 'string' &&
			typeof what === 'string' &&
			typeof deadline === 'number' &&
			Array.isArray(inverse)
			? {
					id,
					what,
					deadline,
					inverse: inverse as readonly Change[],
					...(typeof director === 'string' ? {director} : {}),
				}
			: undefined;
	} catch {
		return undefined;
	}
};

const revive = (_: string, value: unknown): unknown =>
	typeof value === 'object' && value !== null && 'hex' in value && typeof value.hex === 'string'
		? new Uint8Array(Buffer.from(value.hex, 'hex'))
		: value;
