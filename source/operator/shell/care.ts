import {emptyConfiguration} from '../../plan/configuration.ts';
import {careNews} from '../care-news.ts';
import {repinsOf, type Repin} from '../care-plan.ts';
import {caredServer, noCare, type CareMark} from '../care.ts';
import {itemText, type ServerItem} from '../item.ts';
import type {Actor} from '../journal.ts';
import type {Pin, Plan} from '../preview.ts';
import {named} from '../words.ts';
import type {UndoStep} from '../undo.ts';
import {keepStep, log, notify, update, type Desk} from './desk.ts';

/** What those say who check the servers; what became another goes to the log. */
export const noteCare = (desk: Desk): void => {
	const before = desk.store.get().care;
	const care = desk.care?.read() ?? noCare;
	if (care === before) {
		return;
	}
	update(desk, {care});
	// What is there at the start is not news.
	const {entries, notice} = careNews(before, care, desk.clock.now());
	log(desk, entries);
	if (notice !== undefined) {
		notify(desk, notice, 'warning');
	}
};

/** A person says what servers shall be, whatever the checks say. A sentence when that is not possible. */
export const pinServers = (
	servers: readonly ServerItem[],
	mark: CareMark,
	desk: Desk,
): string | undefined => {
	const {access, care} = desk.store.get();
	if (access.kind === 'read-only') {
		return access.why;
	}
	const stranger = servers.find(item => caredServer(care, item) === undefined);
	if (stranger !== undefined) {
		return `nobody takes care of ${itemText(stranger)} now`;
	}
	const what = mark === 'auto' ? 'unpin' : `pin ${mark}`;
	const pins = servers.map(item => ({item, mark}));
	const errand = {
		what: `${what} ${named(servers.map(itemText), 'server')}`,
		actor: 'you',
		step: desk.nextId(),
	} as const;
	const repins = repinsOf(pins, care);
	const problem = say(pins, errand, desk);
	if (problem === undefined && repins.length > 0) {
		keepStep(pinStep(repins, errand, desk.clock.now()), desk);
	}
	return problem;
};

/** It touches nothing of the table. */
const pinStep = (
	pins: readonly Repin[],
	{what, step: id}: Required<Errand>,
	at: number,
): UndoStep => ({
	id,
	at,
	what,
	before: emptyConfiguration,
	after: emptyConfiguration,
	impossible: [],
	pins,
});

/** The pins of a plan, before its changes: who takes care must not see those without them. */
export const sayPins = (
	{pins, what}: Plan,
	{actor, step}: {readonly actor: Actor; readonly step: number},
	desk: Desk,
): string | undefined => (pins.length === 0 ? undefined : say(pins, {what, actor, step}, desk));

type Errand = {readonly what: string; readonly actor: Actor; readonly step?: number};

const say = (pins: readonly Pin[], errand: Errand, desk: Desk): string | undefined => {
	const services = new Map<string, Map<string, CareMark>>();
	for (const {item, mark} of pins) {
		const said = services.get(item.service) ?? new Map<string, CareMark>();
		services.set(item.service, said.set(item.destination, mark));
	}
	for (const [service, said] of services) {
		const problem = desk.care?.pin(service, said);
		if (problem !== undefined) {
			return problem;
		}
	}
	log(
		desk,
		pins.map(({item, mark}) => ({
			...errand,
			at: desk.clock.now(),
			what: `${errand.what}: ${mark === 'auto' ? 'left to its checks again' : `pinned ${mark} in care`}`,
			item,
			inverse: [],
			result: {kind: 'done'},
		})),
	);
	// What is said already is not news.
	update(desk, {care: desk.care?.read() ?? noCare});
	return undefined;
};
