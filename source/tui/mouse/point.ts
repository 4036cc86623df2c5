import {press} from '../keys/press.ts';
import type {KeyContext} from '../keys/binding.ts';
import {topOverlay} from '../overlays/table.ts';
import {screenOf} from '../screens/table.ts';
import type {MouseEvent} from './reports.ts';

/** Lines of the frame above the body. */
const above = 2;
const linesOfWheel = 3;

/** A click moves the cursor of the screen; the wheel does what the arrow keys do. */
export const point = (context: KeyContext, event: MouseEvent): void => {
	const state = context.get();
	const overlay = topOverlay(state);
	switch (event.kind) {
		case 'click': {
			const action =
				overlay === undefined ? screenOf(state).clicked?.(event.row - above) : undefined;
			if (action !== undefined) {
				context.apply(action);
			}
			return;
		}
		case 'wheel':
			// In a line of text arrows mean something else.
			if (overlay?.shape !== 'foot') {
				for (let line = 0; line < linesOfWheel; line += 1) {
					press(context, event.towards);
				}
			}
	}
};
