import type {Clock} from '../../sampler/clock.ts';

/** Over a slow line an arrow key arrives in pieces: Escape, and later `[A` as if typed. This long the pieces are waited for. */
const patience = 100;

const complete = /^(?:\[|O)([\d;]*)([A-Za-z~])/;
const incomplete = /^(?:\[|O)[\d;]*$/;

const letters: Readonly<Record<string, string>> = {
	A: 'up',
	B: 'down',
	C: 'right',
	D: 'left',
	H: 'home',
	F: 'end',
	P: 'f1',
	Q: 'f2',
	R: 'f3',
	S: 'f4',
	Z: 'backtab',
};
const numbers: Readonly<Record<string, string>> = {
	'1': 'home',
	'3': 'delete',
	'4': 'end',
	'5': 'pageup',
	'6': 'pagedown',
	'7': 'home',
	'8': 'end',
	'11': 'f1',
	'12': 'f2',
	'13': 'f3',
	'14': 'f4',
	'15': 'f5',
	'17': 'f6',
	'18': 'f7',
	'19': 'f8',
	'20': 'f9',
	'21': 'f10',
	'23': 'f11',
	'24': 'f12',
};

export type EscapeJoiner = {
	/** Takes the keys of one event. */
	readonly push: (keys: readonly string[]) => void;
	readonly close: () => void;
};

/** Puts keys that were torn apart together again; a lone Escape goes on when nothing followed in time. */
export const createEscapeJoiner = (
	clock: Pick<Clock, 'setTimer'>,
	onKey: (key: string) => void,
): EscapeJoiner => {
	let pending: readonly string[] = [];
	let cancel: (() => void) | undefined;

	const flush = (): void => {
		cancel?.();
		const keys = pending;
		pending = [];
		keys.forEach(onKey);
	};

	const wait = (keys: readonly string[]): void => {
		pending = keys;
		cancel?.();
		cancel = clock.setTimer(flush, patience);
	};

	return {
		push: keys => {
			const [first = '', ...others] = pending;
			const tail = [...(first === 'escape' ? others : pending), ...keys].join('');
			if (pending.length > 0) {
				const match = complete.exec(tail);
				if (match !== null) {
					cancel?.();
					pending = [];
					const key = match[2] === '~' ? numbers[match[1] ?? ''] : letters[match[2] ?? ''];
					if (key !== undefined) {
						onKey(key);
					}
					for (const character of tail.slice(match[0].length)) {
						onKey(character);
					}
					return;
				}
				if (incomplete.test(tail)) {
					wait([...pending, ...keys]);
					return;
				}
				flush();
			}
			if (isStart(keys)) {
				wait(keys);
			} else {
				keys.forEach(onKey);
			}
		},
		close: () => {
			cancel?.();
			pending = [];
		},
	};
};

/** Escape alone, or the start of a sequence that lost its Escape to the parser before. */
const isStart = (keys: readonly string[]): boolean =>
	keys.length === 1
		? keys[0] === 'escape' || keys[0] === '['
		: keys.length === 2 && keys[0] === 'escape' && (keys[1] === '[' || keys[1] === 'O');
