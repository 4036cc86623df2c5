/** What a row is, whatever its place: cursor and marks hold on to this. */
export type ItemKey = {readonly service: string; readonly destination?: string | undefined};

/** One text for an item, to keep it in sets: `tcp 192.0.2.1:80` or `tcp 192.0.2.1:80 > 10.0.0.1:80`. */
export const itemText = ({service, destination}: ItemKey): string =>
	destination === undefined ? service : `${service} > ${destination}`;

export const itemOfText = (text: string): ItemKey => {
	const [service = '', destination] = text.split(' > ');
	return destination === undefined ? {service} : {service, destination};
};
