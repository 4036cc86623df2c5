import {errno} from '../../wire/ids.ts';
import type {DestinationEntry, ServiceEntry} from '../entries.ts';
import type {Director} from '../state.ts';
import type {FlowKey} from './flow-key.ts';
import {maglevSlots} from './maglev.ts';
import {schedulers} from './registry.ts';

export type {FlowKey} from './flow-key.ts';

/** The real server for a new connection, or none: the same one as the kernel takes, and the scheduler moves on. */
export const pickDestination = (
	director: Director,
	service: ServiceEntry,
	flow: FlowKey,
): DestinationEntry | undefined => service.scheduling?.pick(flow, director);

/**
Gives a service the scheduler of this name, which remembers nothing yet; the empty name is none, with which nothing is picked.

@returns 0, or an error number where the scheduler refuses; then the service keeps what it has
*/
export const beginScheduling = (
	director: Director,
	service: ServiceEntry,
	scheduler: string,
): number => {
	if (scheduler === 'mh' && service.destinations.size > maglevSlots) {
		return errno.EINVAL;
	}
	service.scheduler = scheduler;
	service.scheduling = schedulers[scheduler]?.(service, director);
	return 0;
};
