import type {Change} from '../../model/change.ts';
import type {Configuration} from '../../plan/configuration.ts';
import {openLedger} from '../../plan/ledger.ts';
import {itemOfChange} from '../affected.ts';
import {isSeenAs, type Difference} from '../foreign.ts';
import {itemKey} from '../item.ts';
import {settingsIn, type Settings} from '../settings.ts';

/** What we set lately, to tell it from what others set when it shows in the table. */
export type OwnChanges = {
	/** To be called before they are sent: a reading may come in between. */
	readonly expect: (changes: readonly Change[], before: Configuration, now: number) => void;
	readonly isOurs: (difference: Difference) => boolean;
};

export const openOwnChanges = (): OwnChanges => {
	const expected = new Map<
		string,
		{readonly at: number; readonly settings: Settings | undefined}[]
	>();

	const add = (key: string, settings: Settings | undefined, at: number): void => {
		const recent = (expected.get(key) ?? []).filter(other => at - other.at < memory);
		expected.set(key, [...recent, {at, settings}]);
	};

	return {
		expect: (changes, before, at) => {
			const {now, enter} = openLedger(before);
			for (const change of changes) {
				if (change.kind === 'flush') {
					for (const service of before.services.keys()) {
						add(service, undefined, at);
					}
				}
				enter(change);
				const item = itemOfChange(change);
				if (item !== undefined) {
					add(itemKey(item), settingsIn(now, item), at);
				}
			}
		},
		isOurs: difference =>
			expected
				.get(itemKey(difference.item))
				?.some(({settings}) => isSeenAs(difference, settings)) === true,
	};
};

/** Milliseconds after which something that we set ourselves counts as somebody else's when it shows again. */
const memory = 30_000;
