import {type Drain} from '../drain.ts';
import {itemKey, itemText, type ServerItem} from '../item.ts';
import {notify, type Desk} from './desk.ts';

/** Whether it ended by what was done here: who did that need not be told. */
const isOurs = (item: ServerItem, phase: Drain['phase'], {store}: Desk): boolean => {
	const {left} = store.get();
	const settings = left.get(itemKey(item));
	switch (phase.kind) {
		case 'gone':
			return left.has(itemKey(item)) && settings === undefined;
		case 'returned':
			return settings?.kind === 'destination' && settings.destination.weight === phase.weight;
		default:
			return false;
	}
};

/** Says once what became of a drain, unless it was done here. */
export const tellOf = (
	before: Drain | undefined,
	{item, phase, whenEmpty, since}: Drain,
	desk: Desk,
): void => {
	if (before?.phase.kind === phase.kind || isOurs(item, phase, desk)) {
		return;
	}
	const name = itemText(item);
	switch (phase.kind) {
		case 'empty':
			if (whenEmpty !== 'remove') {
				const minutes = Math.max(1, Math.round((phase.at - since) / 60_000));
				notify(desk, `${name} is empty after ${minutes} min`, 'good');
			}
			return;
		case 'gave up':
			notify(desk, `${name} is not empty in time; it stays at weight 0`, 'warning');
			return;
		case 'gone':
			notify(desk, `${name} was removed while it drained`, 'warning');
			return;
		case 'returned':
			notify(desk, `${name} got weight ${phase.weight} while it drained`, 'warning');
			return;
		case 'draining':
		case 'removing':
	}
};
