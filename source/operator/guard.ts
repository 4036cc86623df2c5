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
	/** Commands of ipvsadm that put everything back, in order. */
	readonly inverse: readonly string[];
};

/** A process of its own that outlives us and the terminal. Each answer is a sentence when it did not work. */
export type Guards = {
	/** Resolves when the guard runs and would revert. */
	readonly arm: (order: GuardOrder) => Promise<string | undefined>;
	/** Replaces what an armed guard would do, and when. */
	readonly amend: (order: GuardOrder) => Promise<string | undefined>;
	/** The change stays; `too late` when the guard has begun to revert. */
	readonly confirm: (id: string) => Promise<'confirmed' | 'too late'>;
};

export const orderText = (order: GuardOrder): string => `${JSON.stringify(order)}\n`;

/** Undefined for what is no order. */
export const readOrder = (text: string): GuardOrder | undefined => {
	try {
		const {id, what, deadline, inverse} = JSON.parse(text) as Partial<
			Record<keyof GuardOrder, unknown>
		>;
		return typeof id === 'string' &&
			typeof what === 'string' &&
			typeof deadline === 'number' &&
			Array.isArray(inverse) &&
			inverse.every(line => typeof line === 'string')
			? {id, what, deadline, inverse}
			: undefined;
	} catch {
		return undefined;
	}
};
