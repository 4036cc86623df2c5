/** What a person did with the mouse; rows and columns count from 0. */
export type MouseEvent =
	| {readonly kind: 'click'; readonly column: number; readonly row: number}
	| {readonly kind: 'wheel'; readonly towards: 'up' | 'down'};

/**
Turns reports of buttons on and off, in the form that has no limit of columns.

@source xterm, "Mouse Tracking": modes 1000 (button events) and 1006 (SGR coordinates)
*/
export const mouseOn = '\u001B[?1000h\u001B[?1006h';
export const mouseOff = '\u001B[?1006l\u001B[?1000l';

// oxlint-disable-next-line no-control-regex -- escape sequences begin with one
const report = /\u001B\[<(\d+);(\d+);(\d+)([Mm])/g;
// oxlint-disable-next-line no-control-regex
const torn = /\u001B\[<[\d;]*$/;

export type MouseReader = {
	/** Takes the reports out of the input and hands on the rest. */
	readonly take: (text: string) => string;
};

/** Reads what terminals send; a report may come in pieces. */
export const createMouseReader = (onEvent: (event: MouseEvent) => void): MouseReader => {
	let begun = '';
	return {
		take: text => {
			const whole = begun + text;
			begun = torn.exec(whole)?.[0] ?? '';
			const rest = whole.slice(0, whole.length - begun.length);
			return rest.replaceAll(report, (_, buttons: string, column: string, row: string, end) => {
				const event = eventOf(Number(buttons), {column: Number(column) - 1, row: Number(row) - 1});
				// The release of a button says nothing new.
				if (event !== undefined && end === 'M') {
					onEvent(event);
				}
				return '';
			});
		},
	};
};

/** With Shift, Alt or Control held, which are 4, 8 and 16, it is the terminal's or nobody's. */
const eventOf = (
	buttons: number,
	place: {readonly column: number; readonly row: number},
): MouseEvent | undefined => {
	switch (buttons) {
		case 0:
			return {kind: 'click', ...place};
		case 64:
			return {kind: 'wheel', towards: 'up'};
		case 65:
			return {kind: 'wheel', towards: 'down'};
		default:
			return undefined;
	}
};
