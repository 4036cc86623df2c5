import {
	destinationKey,
	forwarding,
	type Destination,
	plainTunnel,
} from '../../../model/destination.ts';
import {weightReadingOf} from '../../../model/asked-share.ts';
import type {Service} from '../../../model/service.ts';
import type {ServerItem} from '../../../operator/item.ts';
import {emptyLoad, leftOf, type ServiceView} from '../../../operator/situation.ts';
import {textInput} from '../../form/text-input.ts';
import type {KeyContext} from '../../keys/binding.ts';
import {say, type Action} from '../../store/state.ts';
import {newLineForm} from '../line-form/state.ts';
import {withService} from '../with-service.ts';
import {serverForm, serverFormHandle} from './overlay.ts';
import {valuesOfServer, type ServerSubject} from './values.ts';

/** Opens the form for a new real server of a service, with the settings of its busiest one. */
export const openAddServer = (context: KeyContext, service: string): void =>
	withService(context, service, view => {
		const sibling = busiest(view);
		const model = asNew(sibling ?? firstServer(view.service));
		// A server with a share of its own begins without any and comes up in steps: caches are cold.
		const isRamped = model.weight > 1 && countsWeights(view.service);
		const subject: ServerSubject = {
			...subjectOf(view),
			present: undefined,
			clonedFrom: sibling && destinationKey(sibling.address, sibling.port),
		};
		return serverFormHandle.open(
			newLineForm(serverForm, {
				subject,
				values: {
					...valuesOfServer(isRamped ? {...model, weight: 0} : model),
					address: textInput(),
					port: textInput(String(model.port)),
					ramp: textInput(isRamped ? String(model.weight) : ''),
				},
				focus: 'address',
				isRareShown: hasTunnelData(model),
			}),
		);
	});

/** Elsewhere the first step gives a whole share already. */
const countsWeights = ({scheduler}: Service): boolean => weightReadingOf(scheduler) !== 'on or off';

/** Opens the form for a real server as it is. */
export const openEditServer = (context: KeyContext, {service, destination}: ServerItem): void =>
	withService(context, service, (view): Action => {
		const present = view.destinations.get(destination);
		return present === undefined
			? say(`${service} has no server ${destination} any more`)
			: serverFormHandle.open(
					newLineForm(serverForm, {
						subject: {
							...subjectOf(view),
							present,
							connections: leftOf({...(view.loads.get(destination) ?? emptyLoad), persistent: 0}),
						},
						values: valuesOfServer(present),
						focus: 'weight',
						isRareShown: hasTunnelData(present),
					}),
				);
	});

const subjectOf = ({service, destinations}: ServiceView): ServerSubject => ({
	service,
	servers: destinations,
	present: undefined,
	connections: 0,
	clonedFrom: undefined,
});

/** The server with the most connections among those that take new ones; the first one where none does. */
const busiest = ({destinations, loads}: ServiceView): Destination | undefined => {
	const loadOf = (key: string): number => leftOf({...(loads.get(key) ?? emptyLoad), persistent: 0});
	return [...destinations]
		.toSorted(
			([leftKey, left], [rightKey, right]) =>
				Number(right.weight > 0) - Number(left.weight > 0) ||
				loadOf(rightKey) - loadOf(leftKey) ||
				leftKey.localeCompare(rightKey),
		)
		.map(([, server]) => server)[0];
};

/** A local server is one at an address of the director itself; what a new one is turns out when it is added. */
const asNew = (server: Destination): Destination =>
	server.method === forwarding.local ? {...server, method: forwarding.directRouting} : server;

/** What ipvsadm adds when nothing is said. */
const firstServer = ({match}: Service): Destination => ({
	address: {family: 'ipv4', bytes: new Uint8Array(4)},
	port: match.kind === 'mark' ? 0 : match.port,
	method: forwarding.directRouting,
	weight: 1,
	upperThreshold: 0,
	lowerThreshold: 0,
	tunnel: plainTunnel,
});

const hasTunnelData = ({method, tunnel}: Destination): boolean =>
	method === forwarding.tunneling && tunnel.type !== plainTunnel.type;
