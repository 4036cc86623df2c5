import {settings} from '../settings/settings.ts';
import type {TuiStore} from '../store/tui-store.ts';
import {mouseOff, mouseOn} from './reports.ts';

export type MouseMode = {
	/** Gives the mouse back to the terminal for as long as the work takes. */
	readonly without: (work: () => Promise<void>) => Promise<void>;
	readonly close: () => void;
};

/** Has the terminal report the mouse while that is wanted. */
export const followMouse = (
	{get, subscribe}: Pick<TuiStore, 'get' | 'subscribe'>,
	write: (sequence: string) => void,
): MouseMode => {
	let isOn = false;
	const turn = (wanted: boolean): void => {
		if (wanted !== isOn) {
			isOn = wanted;
			write(wanted ? mouseOn : mouseOff);
		}
	};
	const follow = (): void => turn(settings.of(get()).isMouseOn);
	follow();
	const unsubscribe = subscribe(follow);
	return {
		without: async work => {
			turn(false);
			await work();
			follow();
		},
		close: () => {
			unsubscribe();
			turn(false);
		},
	};
};
