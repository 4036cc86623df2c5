import type {Client} from '../../client/client.ts';
import type {GuardOrder, Guards} from '../../operator/guard.ts';
import type {JournalSink} from '../../operator/journal.ts';
import type {Clock} from '../../sampler/clock.ts';
import {revert} from './revert.ts';

type With = {readonly client: Client; readonly sink: JournalSink; readonly clock: Clock};

/** Guards of a demo, which ends with this process as they do. */
export const openGuardsInProcess = ({client, sink, clock}: With): Guards => {
	const orders = new Map<string, GuardOrder>();
	return {
		arm: async order => {
			orders.set(order.id, order);
			clock.setTimer(() => {
				const last = orders.get(order.id);
				if (last !== undefined) {
					orders.delete(order.id);
					void revert(last, {client, sink, now: clock.now()});
				}
			}, order.deadline - clock.now());
			return undefined;
		},
		amend: async order => {
			orders.set(order.id, order);
			return undefined;
		},
		confirm: async id => (orders.delete(id) ? 'confirmed' : 'too late'),
		waiting: () => [...orders.values()],
	};
};
