import {conns} from './conns-1m.ts';
import {empty} from './empty.ts';
import {fleet} from './fleet-100k.ts';
import {maintenance} from './maintenance.ts';
import {overload} from './overload.ts';
import {uneven} from './uneven.ts';
import {web} from './web.ts';

/** The scenarios that come with the program, by their names. */
export const shipped = {
	web,
	maintenance,
	uneven,
	overload,
	'fleet-100k': fleet,
	'conns-1m': conns,
	empty,
} as const satisfies Record<string, string>;

export type ShippedName = keyof typeof shipped;

export const isShippedName = (name: string): name is ShippedName => Object.hasOwn(shipped, name);
