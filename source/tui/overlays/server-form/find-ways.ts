import type {Way} from '../../../doctor/evidence.ts';
import {addressText} from '../../../model/address.ts';
import type {TuiStore} from '../../store/tui-store.ts';
import type {TuiState} from '../../store/state.ts';
import {serverFormHandle} from './overlay.ts';
import {addressOf} from './values.ts';
import {ways} from './way.ts';

/** Finds out the way to the address in an open form of a server, one after the other, until the returned function is called. */
export const findWays = (
	{get, subscribe, apply}: Pick<TuiStore, 'get' | 'subscribe' | 'apply'>,
	wayTo: (address: string) => Promise<Way | undefined>,
): (() => void) => {
	let known = '';
	let isAsking = false;
	let isOver = false;

	const ask = async (address: string): Promise<void> => {
		isAsking = true;
		const way = await wayTo(address).catch(() => undefined);
		isAsking = false;
		known = address;
		if (!isOver) {
			apply(ways.step(() => ({address, way})));
		}
	};

	const look = (): void => {
		const wanted = addressIn(get());
		if (isAsking || wanted === known) {
			return;
		}
		if (wanted === '') {
			// The next form asks again: links go up and down.
			known = '';
			return;
		}
		void ask(wanted);
	};
	const end = subscribe(look);
	return () => {
		isOver = true;
		end();
	};
};

/** Empty where there is none yet. */
const addressIn = (state: TuiState): string => {
	const own = serverFormHandle.of(state);
	const address = own && (own.subject.present?.address ?? addressOf(own.form));
	return address === undefined ? '' : addressText(address);
};
