import type {DestinationEntry} from '../entries.ts';

/** Whether a destination takes new connections. */
export const isUsable = ({weight, isOverloaded}: DestinationEntry): boolean =>
	weight > 0 && !isOverloaded;

/**
How much a destination has to do: an active connection counts as 256 inactive ones.

@source kernel 6.1 include/net/ip_vs.h, ip_vs_dest_conn_overhead; from 6.1.192 and 6.12.117 on an active one counts 257
*/
export const overhead = ({active, inactive}: DestinationEntry): number => active * 256 + inactive;
