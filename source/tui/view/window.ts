export type Window = {readonly top: number; readonly cursor: number};

type Request = {
	readonly count: number;
	readonly height: number;
	readonly top: number;
	readonly cursor: number;
};

/** The first row to draw so that the cursor is visible, moving as little as possible and leaving no gap at the end. */
export const windowFor = ({count, height, top, cursor}: Request): Window => {
	const inside = Math.max(0, Math.min(cursor, count - 1));
	const lowest = Math.max(0, count - height);
	const seen = Math.min(Math.max(top, inside - height + 1), inside);
	return {top: Math.max(0, Math.min(seen, lowest)), cursor: inside};
};
