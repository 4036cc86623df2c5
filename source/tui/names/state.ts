import {sliceOf} from '../store/slice.ts';
import type {TuiState} from '../store/state.ts';

/** Names of addresses. They are only shown: filters, cursors and commands go by the addresses. */
export type NamesState = {
	readonly isOn: boolean;
	/** By address; undefined is one without a name. */
	readonly known: ReadonlyMap<string, string | undefined>;
};

export const names = sliceOf<NamesState>('names', {isOn: false, known: new Map()});

/** How a text with an address is shown: with its name in the place of the address, once that is known and wanted. */
export type Named = (text: string) => string;

export const namedIn = (state: TuiState): Named => {
	const {isOn, known} = names.of(state);
	return isOn
		? text => {
				const {before, address, after} = addressIn(text);
				const name = known.get(address);
				return name === undefined ? text : before + name + after;
			}
		: asItIs;
};

export const asItIs: Named = text => text;

/** The address in `10.0.0.1`, `10.0.0.1:80`, `TCP [2001:db8::1]:443` and the like; empty where there is none. */
export const addressIn = (
	text: string,
): {readonly before: string; readonly address: string; readonly after: string} => {
	const [, before = '', bracketed, ipv4, ipv6, after = ''] =
		/^(\w+ )?(?:\[([\da-f:.]+)\]|(\d+\.\d+\.\d+\.\d+)|([\da-f]*:[\da-f:.]*))(:\d+)?$/i.exec(text) ??
		[];
	return {before, address: bracketed ?? ipv4 ?? ipv6 ?? '', after};
};
