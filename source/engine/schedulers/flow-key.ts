/** What a scheduler may look at: who comes, and where it goes to. */
export type FlowKey = {
	/** 2 or 10. */
	readonly family: number;
	/** Four words in network order; IPv4 is the first. */
	readonly client: ArrayLike<number>;
	readonly clientPort: number;
	/** The address that the client goes to, in the same way; for a service with a mark only the packet knows it. */
	readonly target: ArrayLike<number>;
	readonly targetPort: number;
};
