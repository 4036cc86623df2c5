import type {Sample} from './sample.ts';

/** The text of a server in its service, see the screens' `itemText`: `tcp 192.0.2.1:80 > 10.0.0.1:80`. */
export const itemTextAt = ({structure}: Sample, server: number): string =>
	`${structure.serviceKeys[structure.serviceOf[server] ?? 0]} > ${structure.destinationKey(server)}`;
