/** Numbers of one kind side by side. */
export type Column = Uint8Array | Uint16Array | Uint32Array | Int32Array | Float64Array;

/**
Typed arrays that grow together while rows are appended, and are cut to size once at the end. One row may take several
cells of a column: 16 for an address, 10 for counters.
*/
export type Layout = Readonly<Record<string, readonly [ColumnKind, cellsPerRow: number]>>;
type ColumnKind = keyof ColumnOf;
type ColumnOf = {
	u8: Uint8Array<ArrayBuffer>;
	u16: Uint16Array<ArrayBuffer>;
	u32: Uint32Array<ArrayBuffer>;
	i32: Int32Array<ArrayBuffer>;
	f64: Float64Array<ArrayBuffer>;
};

export type ColumnsOf<L extends Layout> = {readonly [Name in keyof L]: ColumnOf[L[Name][0]]};

const arrays = {
	u8: Uint8Array,
	u16: Uint16Array,
	u32: Uint32Array,
	i32: Int32Array,
	f64: Float64Array,
} as const;

export type Growing<L extends Layout> = {
	/** Valid until the next `row()`, which may move the cells. */
	columns: ColumnsOf<L>;
	count: number;
	/** Makes room for one more row of zeros and returns its number. */
	readonly row: () => number;
	/** The same for many rows at once. */
	readonly room: (rows: number) => void;
	/** The columns cut to the rows that were made. */
	readonly finish: () => ColumnsOf<L>;
	/** Takes all rows back: the next ones are written over them, also where `finish` has handed them out. */
	readonly clear: () => void;
};

/**
By how much the room grows. Large, because what counts is memory that is touched: the zeros behind the last row are not, so they cost
nothing, neither while growing nor afterwards, whereas every move touches all rows once more.
*/
const growthAt = (rows: number): number => (rows < 65_536 ? 16 : 4);

export const growing = <L extends Layout>(layout: L, initialRows = 256): Growing<L> => {
	let capacity = initialRows;
	const growingColumns: Growing<L> = {
		columns: allocate(layout, capacity),
		count: 0,
		row: () => {
			growingColumns.room(1);
			return growingColumns.count - 1;
		},
		room: rows => {
			growingColumns.count += rows;
			if (growingColumns.count > capacity) {
				capacity = Math.max(capacity * growthAt(capacity), growingColumns.count);
				const larger = allocate(layout, capacity);
				for (const name of Object.keys(layout)) {
					(larger[name] as Column).set(growingColumns.columns[name] as Column);
				}
				growingColumns.columns = larger;
			}
		},
		finish: () => {
			const cut: Record<string, Column> = {};
			for (const [name, [, cells]] of Object.entries(layout)) {
				cut[name] = (growingColumns.columns[name] as Column).subarray(
					0,
					growingColumns.count * cells,
				);
			}
			return cut as ColumnsOf<L>;
		},
		clear: () => {
			for (const column of Object.values(growingColumns.finish())) {
				(column as Column).fill(0);
			}
			growingColumns.count = 0;
		},
	};
	return growingColumns;
};

/** All columns in one piece of memory: a large one comes from the system as zeros, where smaller ones would be filled with them. */
const allocate = <L extends Layout>(layout: L, rows: number): ColumnsOf<L> => {
	let length = 0;
	const starts = Object.values(layout).map(([kind, cells]) => {
		const start = length;
		length = alignUp(start + rows * cells * arrays[kind].BYTES_PER_ELEMENT);
		return start;
	});
	const memory = new ArrayBuffer(length);
	const columns: Record<string, Column> = {};
	Object.entries(layout).forEach(([name, [kind, cells]], index) => {
		columns[name] = new arrays[kind](memory, starts[index], rows * cells);
	});
	return columns as ColumnsOf<L>;
};

/** Whether columns have the same numbers in all their cells. */
export const hasSameCells = (left: ArrayBufferView, right: ArrayBufferView): boolean =>
	left === right || (left.byteLength === right.byteLength && bytesOf(left).equals(bytesOf(right)));

const bytesOf = ({buffer, byteOffset, byteLength}: ArrayBufferView): Buffer =>
	Buffer.from(buffer, byteOffset, byteLength);

/** Where numbers of any kind may begin. */
const alignUp = (offset: number): number => (offset + 7) & ~7;

/** Some rows of columns, in the order that is given. */
export const pickRows = <L extends Layout>(
	layout: L,
	columns: ColumnsOf<L>,
	rows: ArrayLike<number>,
): ColumnsOf<L> => {
	const picked = allocate(layout, rows.length);
	for (const [name, [, cells]] of Object.entries(layout)) {
		const from = columns[name] as Column;
		const to = picked[name] as Column;
		for (let index = 0; index < rows.length; index += 1) {
			const start = (rows[index] ?? 0) * cells;
			for (let cell = 0; cell < cells; cell += 1) {
				to[index * cells + cell] = from[start + cell] ?? 0;
			}
		}
	}
	return picked;
};

/** Appends the rows `from` up to, not including, `to` of other columns of the same layout. */
export const appendRows = <L extends Layout>(
	layout: L,
	into: Growing<L>,
	{columns, from, to}: {columns: ColumnsOf<L>; from: number; to: number},
): void => {
	if (from >= to) {
		return;
	}
	const first = into.count;
	into.room(to - from);
	for (const [name, [, cells]] of Object.entries(layout)) {
		(into.columns[name] as Column).set(
			(columns[name] as Column).subarray(from * cells, to * cells),
			first * cells,
		);
	}
};
