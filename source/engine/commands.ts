import {command, daemonRole, errno} from '../wire/ids.ts';
import {daemonPolicy} from '../wire/policy.ts';
import type {Writer} from '../wire/bytes.ts';
import {
	writeDaemon,
	writeDestination,
	writeInfo,
	writeService,
	writeTimeouts,
	type Asked,
} from './answers.ts';
import {startDaemon, stopDaemon} from './daemons.ts';
import {
	addDestination,
	deleteDestination,
	editDestination,
	familyOfDestination,
} from './destinations.ts';
import {
	readDestination,
	readNest,
	readServiceIdentity,
	readServiceSettings,
	type OrErrno,
	type Request,
} from './request.ts';
import {
	addService,
	deleteService,
	editService,
	findService,
	flush,
	zeroAll,
	zeroService,
} from './services.ts';
import type {ServiceEntry} from './entries.ts';
import type {Director} from './state.ts';
import {listDestinations, listServices, type ServiceIdentity} from './table.ts';
import {setTimeouts} from './timeouts.ts';

/** Makes a change; 0 or a positive error number. */
type Act = (director: Director, request: Request) => number;

/** Writes an answer; 0 or a positive error number, and then nothing was written. */
type Answer = (director: Director, request: Request, to: {writer: Writer; asked: Asked}) => number;

/** Writes the entry with this number; false when there are no more. The list may change between two of them. */
export type WriteEntry = (
	director: Director,
	to: {readonly writer: Writer; readonly asked: Asked; readonly index: number},
) => boolean;

/** What the family does when asked to; a command is an act, an answer, a dump, or an answer and a dump. */
export type Command = {
	readonly id: number;
	readonly act?: Act;
	readonly answer?: Answer;
	/** Looks at the request once, before the first entry. */
	readonly dump?: (request: Request) => WriteEntry;
};

const actOnService =
	(act: (director: Director, service: ServiceEntry, request: Request) => number): Act =>
	(director, request) => {
		const identity = readServiceIdentity(request);
		if (typeof identity === 'number') {
			return identity;
		}
		const service = findService(director, identity);
		return service === undefined ? errno.ESRCH : act(director, service, request);
	};

/** Adding and editing read the whole service before they look whether there is one. */
const actOnServiceSettings =
	(
		act: (
			director: Director,
			identity: ServiceIdentity,
			settings: Exclude<ReturnType<typeof readServiceSettings>, number>,
		) => number,
	): Act =>
	(director, request) => {
		const identity = readServiceIdentity(request);
		if (typeof identity === 'number') {
			return identity;
		}
		const settings = readServiceSettings(request);
		return typeof settings === 'number' ? settings : act(director, identity, settings);
	};

const actOnDestination = (
	act: typeof addDestination,
	{isFull, mayMix}: {isFull: boolean; mayMix: boolean},
): Act =>
	actOnService((director, service, request) => {
		const wanted = readDestination(request, isFull);
		if (typeof wanted === 'number') {
			return wanted;
		}
		const family = familyOfDestination(director, service, {wanted, mayMix});
		return family < 0 ? -family : act(director, service, {...wanted, family});
	});

const actOnDaemon =
	(act: typeof startDaemon): Act =>
	(director, request) => {
		const attributes = readNest(request, 'daemon', daemonPolicy);
		return attributes === undefined ? errno.EINVAL : act(director, attributes);
	};

/** In the order in which the controller lists them. @source kernel ip_vs_genl_ops */
export const commands: readonly Command[] = [
	{
		id: command.newService,
		act: actOnServiceSettings((director, identity, settings) =>
			findService(director, identity) === undefined
				? addService(director, identity, settings)
				: errno.EEXIST,
		),
	},
	{
		id: command.setService,
		act: actOnServiceSettings((director, identity, settings) => {
			const service = findService(director, identity);
			return service === undefined ? errno.ESRCH : editService(director, service, settings);
		}),
	},
	{id: command.deleteService, act: actOnService(deleteService)},
	{
		id: command.getService,
		answer: (director, request, {writer, asked}) => {
			const service = serviceOf(director, request);
			if (typeof service === 'number') {
				return service;
			}
			writeService(writer, asked, {director, service});
			return 0;
		},
		dump:
			() =>
			(director, {writer, asked, index}) => {
				const service = listServices(director)[index];
				if (service === undefined) {
					return false;
				}
				writeService(writer, asked, {director, service});
				return true;
			},
	},
	{
		id: command.newDestination,
		act: actOnDestination(addDestination, {isFull: true, mayMix: false}),
	},
	{
		id: command.setDestination,
		act: actOnDestination(editDestination, {isFull: true, mayMix: false}),
	},
	{
		id: command.deleteDestination,
		act: actOnDestination(deleteDestination, {isFull: false, mayMix: true}),
	},
	{
		id: command.getDestination,
		dump:
			request =>
			(director, {writer, asked, index}) => {
				const service = serviceOf(director, request);
				const destination =
					typeof service === 'number' ? undefined : listDestinations(service)[index];
				if (destination === undefined) {
					return false;
				}
				writeDestination(writer, asked, {director, destination});
				return true;
			},
	},
	{id: command.newDaemon, act: actOnDaemon(startDaemon)},
	{id: command.deleteDaemon, act: actOnDaemon(stopDaemon)},
	{
		id: command.getDaemon,
		dump:
			() =>
			(director, {writer, asked, index}) => {
				const role = [daemonRole.master, daemonRole.backup].filter(one =>
					director.daemons.has(one),
				)[index];
				const daemon = role === undefined ? undefined : director.daemons.get(role);
				if (role === undefined || daemon === undefined) {
					return false;
				}
				writeDaemon(writer, asked, {role, daemon});
				return true;
			},
	},
	{
		id: command.setConfig,
		act: (director, {attributes}) => setTimeouts(director, attributes),
	},
	{
		id: command.getConfig,
		answer: (director, _request, {writer, asked}) => {
			writeTimeouts(writer, asked, director);
			return 0;
		},
	},
	{
		id: command.getInfo,
		answer: (director, _request, {writer, asked}) => {
			writeInfo(writer, asked, director);
			return 0;
		},
	},
	{
		id: command.zero,
		act: (director, request) =>
			request.attributes.has('service')
				? actOnService(zeroService)(director, request)
				: zeroAll(director),
	},
	{id: command.flush, act: flush},
];

const serviceOf = (director: Director, request: Request): OrErrno<ServiceEntry> => {
	const identity = readServiceIdentity(request);
	return typeof identity === 'number' ? identity : (findService(director, identity) ?? errno.ESRCH);
};
