import {protocols} from '../../model/service.ts';

export type ServiceNames = {
	readonly portOf: (name: string, protocol: number) => number | null;
	readonly nameOf: (port: number, protocol: number) => string | null;
};

/**
Reads the text of /etc/services: `name port/protocol alias… # comment`. The first line that fits counts, as in getservbyname and
getservbyport.
*/
export const parseServices = (text: string): ServiceNames => {
	const ports = new Map<string, number>();
	const names = new Map<string, string>();
	for (const line of text.split('\n')) {
		const comment = line.indexOf('#');
		const words = (comment === -1 ? line : line.slice(0, comment)).trim().split(/\s+/);
		const [name, place = '', ...aliases] = words;
		const [port, protocol] = place.split('/');
		if (name === undefined || port === undefined || protocol === undefined) {
			continue;
		}
		for (const known of [name, ...aliases]) {
			addFirst(ports, `${known}/${protocol}`, Number(port));
		}
		addFirst(names, place, name);
	}
	return {
		portOf: (name, protocol) => ports.get(`${name}/${protocolNames[protocol]}`) ?? null,
		nameOf: (port, protocol) => names.get(`${port}/${protocolNames[protocol]}`) ?? null,
	};
};

const addFirst = <Value>(map: Map<string, Value>, key: string, value: Value): void => {
	if (!map.has(key)) {
		map.set(key, value);
	}
};

const protocolNames: Readonly<Record<number, string>> = Object.fromEntries(
	Object.entries(protocols).map(([name, number]) => [number, name]),
);
