import {isAnyInCare, noCare} from '../operator/care.ts';
import type {Ports} from './ports.ts';
import type {TuiStore} from './store/tui-store.ts';

const welcome = 'new here: ? shows the keys, / filters, s says why, q leaves';

const careHint =
	'ipvs-tui care checks servers here: CHECK shows what it finds, s why they fail, C pins one';

/** Gives hints, each of them once for all, when nothing else is said and nothing is wrong; until the returned function is called. */
export const giveHints = (
	{get, subscribe, apply}: Pick<TuiStore, 'get' | 'subscribe' | 'apply'>,
	isFirstTime: NonNullable<Ports['isFirstTime']>,
): (() => void) => {
	const considered = new Set<string>();
	const give = (name: string, text: string): void => {
		const {flash, tip, sampler} = get();
		const isCalm = sampler.sample?.limitation === undefined && sampler.trouble === undefined;
		if (flash === undefined && tip === undefined && isCalm && !considered.has(name)) {
			considered.add(name);
			if (isFirstTime(name)) {
				apply(state => ({...state, tip: text}));
			}
		}
	};
	const look = (): void => {
		give('welcome', welcome);
		if (isAnyInCare(get().operator?.care ?? noCare)) {
			give('care', careHint);
		}
		for (const {name, says} of get().operator?.managers ?? []) {
			give(`manager ${name}`, says);
		}
	};
	look();
	return subscribe(look);
};
