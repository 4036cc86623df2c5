/** A virtual service, or a real server in one, by the keys that the rows of the screen have too: see `matchKey` and `destinationKey`. */
export type Item = {
	readonly service: string;
	readonly destination?: string | undefined;
};

/** A real server in one virtual service. */
export type ServerItem = {readonly service: string; readonly destination: string};

/** `tcp 192.0.2.1:80 -> 10.0.0.1:80`, or the service alone: one text for maps, logs and the file of remembered weights. */
export const itemKey = ({service, destination}: Item): string =>
	destination === undefined ? service : `${service} -> ${destination}`;

/** The item that a key of `itemKey` stands for. */
export const itemOfKey = (key: string): Item => {
	const [service = '', destination] = key.split(' -> ');
	return destination === undefined ? {service} : {service, destination};
};

export const isSameItem = (left: Item, right: Item): boolean =>
	left.service === right.service && left.destination === right.destination;

export const isServer = (item: Item): item is ServerItem => item.destination !== undefined;

/** Whether an item is among the chosen ones, where a service stands for its servers, too. */
export const isAmong = ({service, destination}: Item, chosen: readonly Item[]): boolean =>
	chosen.some(
		item => item.service === service && (!isServer(item) || item.destination === destination),
	);

/** `10.0.0.1:80 in tcp 192.0.2.1:80`, or the service alone. */
export const itemText = ({service, destination}: Item): string =>
	destination === undefined ? service : `${destination} in ${service}`;
