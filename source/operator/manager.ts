/** A process that probably changes the table too. */
export type Manager = {
	readonly name: string;
	readonly pid: number;
	/** What to expect of it, in one sentence. */
	readonly says: string;
};
