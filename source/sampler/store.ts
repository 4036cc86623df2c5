/** Something that can be looked at and watched. `get` returns the same object until something changed, as useSyncExternalStore wants it. */
export type Source<Value> = {
	readonly get: () => Value;
	/** Returns the function that ends the subscription. */
	readonly subscribe: (listener: () => void) => () => void;
};

export type Store<Value> = Source<Value> & {
	/** Listeners hear of it only when the value is another one. */
	readonly set: (value: Value) => void;
};

export const createStore = <Value>(initial: Value): Store<Value> => {
	const listeners = new Set<() => void>();
	let current = initial;
	return {
		get: () => current,
		set: value => {
			if (Object.is(value, current)) {
				return;
			}
			current = value;
			for (const listener of listeners) {
				listener();
			}
		},
		subscribe: listener => {
			listeners.add(listener);
			return () => {
				listeners.delete(listener);
			};
		},
	};
};
