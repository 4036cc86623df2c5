import type {Moment, Scheduling, ServiceEntry} from '../entries.ts';

/** Begins to schedule for a service, with the destinations that it has. */
export type Scheduler = (service: ServiceEntry, moment: Moment) => Scheduling;
