import {familyNumber, ipv4Text, ipv6Text} from '../../model/address.ts';
import {endpointsOf, type Connections, type EndpointColumns} from '../../model/connections.ts';

/** A template remembers which server a client sticks to; it is no connection. Its client has no port. */
export const isTemplate = ({clientPort}: Connections, row: number): boolean =>
	clientPort[row] === 0;

export const hostText = ({family, address}: EndpointColumns, row: number): string =>
	family[row] === familyNumber.ipv6 ? ipv6Text(address, row * 16) : ipv4Text(address, row * 16);

export const endpointText = (columns: EndpointColumns, row: number): string => {
	const host = hostText(columns, row);
	return `${columns.family[row] === familyNumber.ipv6 ? `[${host}]` : host}:${columns.port[row]}`;
};

export const clientText = (connections: Connections, row: number): string =>
	hostText(endpointsOf(connections).client, row);

export const serverText = (connections: Connections, row: number): string =>
	endpointText(endpointsOf(connections).destination, row);

/** `TCP 192.0.2.10:443`, or `FWM 7` for a template of a firewall mark. */
export const serviceText = (connections: Connections, row: number): string => {
	const {virtual} = endpointsOf(connections);
	const protocol = connections.protocolNames[connections.protocol[row] ?? 0] ?? '';
	if (protocol === markProtocol && isTemplate(connections, row)) {
		const view = new DataView(virtual.address.buffer, virtual.address.byteOffset);
		return `FWM ${view.getUint32(row * 16)}`;
	}
	return `${protocol} ${endpointText(virtual, row)}`;
};

/** What the kernel prints for templates of services with a firewall mark. */
const markProtocol = 'IP';

/** The state as the kernel calls it; `sticky` for a template. */
export const stateText = (connections: Connections, row: number): string =>
	isTemplate(connections, row)
		? stickyState
		: (connections.stateNames[connections.state[row] ?? 0] ?? '?');

export const stickyState = 'sticky';

const origins = ['', 'LOCAL', 'SYNC'] as const;

export const originText = ({origin}: Connections, row: number): string =>
	origins[origin[row] ?? 0] ?? '';

/** Minutes and seconds, `14:48`; hours where there are any, `2:03:04`. */
export const timerText = (seconds: number): string => {
	const parts = [Math.floor(seconds / 60) % 60, seconds % 60].map(part =>
		String(part).padStart(2, '0'),
	);
	const hours = Math.floor(seconds / 3600);
	return (hours === 0 ? parts : [String(hours), ...parts]).join(':');
};
