/** 1 for rows that a filter lets through. */
export type Matching = {readonly services: Uint8Array; readonly destinations: Uint8Array};

/** What a condition says of rows; undefined where it does not apply, which is no match whether wanted or not. */
export type Test = {
	readonly service: (row: number) => boolean | undefined;
	readonly destination: (row: number, service: number) => boolean;
};
