import {screenOf} from '../screens/table.ts';
import type {TuiStore} from '../store/tui-store.ts';
import {addressIn, names} from './state.ts';

/** Asked at the same time; the others wait. */
const mostAsked = 8;
/** More names are not kept. */
const mostKnown = 20_000;

/** Asks for the names of the addresses on the screen while names are wanted, until the returned function is called. Nobody waits for them. */
export const resolveNames = (
	{get, subscribe, apply}: Pick<TuiStore, 'get' | 'subscribe' | 'apply'>,
	nameOf: (address: string) => Promise<string | undefined>,
): (() => void) => {
	const asked = new Set<string>();
	let isOver = false;

	const ask = async (address: string): Promise<void> => {
		asked.add(address);
		const name = await nameOf(address).catch(() => undefined);
		asked.delete(address);
		if (!isOver) {
			apply(
				names.step(own => ({
					...own,
					known: new Map([...(own.known.size < mostKnown ? own.known : []), [address, name]]),
				})),
			);
		}
	};

	const look = (): void => {
		const state = get();
		const {isOn, known} = names.of(state);
		if (!isOn) {
			return;
		}
		for (const text of screenOf(state).addressed?.(state) ?? []) {
			const {address} = addressIn(text);
			if (asked.size >= mostAsked) {
				return;
			}
			if (address !== '' && !known.has(address) && !asked.has(address)) {
				void ask(address);
			}
		}
	};
	const end = subscribe(look);
	return () => {
		isOver = true;
		end();
	};
};
