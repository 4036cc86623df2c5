import type {KeyBinding, KeyContext} from '../../keys/binding.ts';
import {cannotChange} from '../../operator/may-change.ts';
import {openAddServer, openEditServer} from '../../overlays/server-form/open.ts';
import {openAddService, openEditService} from '../../overlays/service-form/open.ts';
import type {TuiState} from '../../store/state.ts';
import type {ItemKey} from './item.ts';
import {services} from './state.ts';

const withCursor =
	(work: (context: KeyContext, item: ItemKey) => void): KeyBinding['does'] =>
	context => {
		const item = services.of(context.get()).cursor;
		if (item !== undefined) {
			work(context, item);
		}
	};

/** Who may not even read all settings gets no form that has them; who only asked for read-only may look and try. */
const mayNotRead = (state: TuiState): string | undefined =>
	state.sampler.sample?.limitation === undefined ? undefined : cannotChange(state);

const needsRow = (state: TuiState): string | undefined =>
	services.of(state).cursor === undefined ? 'there is no row' : mayNotRead(state);

/** Keys that open forms for the row under the cursor. */
export const formKeys: readonly KeyBinding[] = [
	{
		keys: ['a'],
		name: 'add-server',
		says: 'add a real server to this service, set up as its busiest one',
		hint: 'add server',
		does: withCursor((context, {service}) => openAddServer(context, service)),
		why: needsRow,
	},
	{
		keys: ['A'],
		name: 'add-service',
		says: 'add a virtual service',
		hint: 'new service',
		does: ({apply}) => apply(openAddService),
		why: mayNotRead,
	},
	{
		keys: ['e'],
		name: 'edit',
		says: 'edit the row: every option that ipvsadm has',
		hint: 'edit',
		does: withCursor((context, {service, destination}) =>
			destination === undefined
				? context.apply(openEditService(service))
				: openEditServer(context, {service, destination}),
		),
		why: needsRow,
	},
	{
		keys: ['E'],
		name: 'edit-service',
		says: 'edit the service of this row',
		does: withCursor(({apply}, {service}) => apply(openEditService(service))),
		why: needsRow,
	},
];
