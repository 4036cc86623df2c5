import {familyNumber, parseIpv4} from '../../../source/model/address.ts';
import {growing} from '../../../source/model/columns.ts';
import {connectionLayout, type Connections} from '../../../source/model/connections.ts';

type Row = readonly [
	client: string,
	virtual: string,
	server: string,
	state: string,
	expires: number,
];

/** Connections as a person would write them down; a client without a port is a template. */
export const connectionsOf = (rows: readonly Row[]): Connections => {
	const cells = growing(connectionLayout);
	const stateNames = [...new Set(rows.map(([, , , state]) => state))];
	for (const [client, virtual, server, state, expires] of rows) {
		const row = cells.row();
		const {columns} = cells;
		const put = (name: 'client' | 'virtual' | 'destination', text: string): void => {
			const [host = '', port] = text.split(':');
			columns[`${name}Family`][row] = familyNumber.ipv4;
			columns[name].set(parseIpv4(host)?.bytes ?? [], row * 16);
			columns[`${name}Port`][row] = Number(port);
		};
		put('client', client);
		put('virtual', virtual);
		put('destination', server);
		columns.state[row] = stateNames.indexOf(state);
		columns.expires[row] = expires;
	}
	return {
		...cells.finish(),
		count: cells.count,
		protocolNames: ['TCP'],
		stateNames,
		persistence: new Map(),
	};
};
