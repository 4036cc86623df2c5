import type {Address} from '../../../model/address.ts';
import {matchKey} from '../../../model/service.ts';
import type {TuiState} from '../../store/state.ts';
import {familyNumber} from '../../../model/address.ts';
import type {ServerSubject} from './values.ts';

/** Other services that have this address: what tells a new machine from a slip of the fingers. */
export const alsoServes = (
	address: Address | undefined,
	{service}: ServerSubject,
	{sampler: {sample}}: TuiState,
): readonly string[] => {
	if (address === undefined || sample === undefined) {
		return [];
	}
	const {table, structure} = sample;
	const {destinations} = table;
	const own = matchKey(service.match);
	const found: string[] = [];
	for (let row = 0; row < destinations.count; row += 1) {
		const key = structure.serviceKeys[structure.serviceOf[row] ?? 0] ?? '';
		if (key !== own && isAt(destinations, row, address)) {
			found.push(`${key} with weight ${destinations.weight[row]}`);
		}
	}
	const more = found.length - mostNamed;
	return found.length === 0
		? []
		: [`also serves ${found.slice(0, mostNamed).join(', ')}${more > 0 ? ` and ${more} more` : ''}`];
};

const mostNamed = 2;

const isAt = (
	{family, address}: {readonly family: Uint8Array; readonly address: Uint8Array},
	row: number,
	wanted: Address,
): boolean => {
	const start = row * 16;
	return (
		family[row] === familyNumber[wanted.family] &&
		wanted.bytes.every((byte, index) => address[start + index] === byte)
	);
};
