import {expect} from 'vitest';
import {bytesOf, createTerminal, type Wanted} from '../tui/terminal.ts';
import type {Guest} from './guest.ts';
import type {GuestTerminal} from './terminal.ts';

/** The guest is slow, and so may the machine be that it runs on. */
const patience = {seconds: 90};

/** A program on a terminal of the guest, as somebody sees it who sits there. */
export type OnTerminal = {
	/** Waits until the screen shows this. */
	readonly see: (wanted: Wanted) => Promise<void>;
	readonly text: () => string;
	readonly press: (...keys: readonly string[]) => void;
	readonly isAlternate: () => boolean;
	readonly resize: GuestTerminal['resize'];
	readonly exited: GuestTerminal['exited'];
	/** Leaves it from the first screen, or with `^c` from any. */
	readonly leave: (key?: 'q' | '^c') => Promise<void>;
};

export type Size = {readonly columns: number; readonly rows: number};

/** Starts a program on a terminal that nobody uses. */
export const startOnTerminal = async (
	guest: Guest,
	command: string,
	{columns, rows}: Size = {columns: 80, rows: 24},
): Promise<OnTerminal> => {
	const screen = createTerminal(columns, rows);
	const terminal = await guest.terminal(`exec ${command}`, {columns, rows, onData: screen.feed});
	screen.onAnswer(data => terminal.write(data));
	const press: OnTerminal['press'] = (...keys) => keys.forEach(key => terminal.write(bytesOf(key)));
	return {
		see: async wanted => screen.see(wanted, patience),
		text: screen.text,
		press,
		isAlternate: screen.isAlternate,
		resize: async (width, height) => {
			screen.resize(width, height);
			await terminal.resize(width, height);
		},
		exited: terminal.exited,
		leave: async (key = 'q') => {
			press(key);
			expect(await terminal.exited).toBe(0);
			expect(screen.isAlternate()).toBe(false);
		},
	};
};

/** A director's program in its namespace. */
export const inDirector = (network: string, command = 'ipvs-tui'): string =>
	`ip netns exec ${network}-director ${command}`;
