import type {ServiceFacts} from '../../doctor/evidence.ts';
import {forwarding} from '../../model/destination.ts';
import {commandText} from '../../setup/command.ts';
import {desired} from '../../setup/desired.ts';
import {planFor, type Plan} from '../../setup/plan.ts';
import type {State} from '../../setup/state.ts';
import {families, trafficOf, unfitWish} from '../../setup/traffic.ts';
import type {Place} from '../../setup/wishes.ts';
import type {WordOptions} from '../words/read-options.ts';
import {refuse, usageError} from '../words/with-director.ts';
import {setupArguments, wordsFor} from './arguments.ts';
import {perform} from './perform.ts';
import {openSite} from './site.ts';
import {writeState} from './state-file.ts';
import {takeBack} from './take-back.ts';
import {failed, nothingToDo, type Task} from './task.ts';

/** Makes a host what its services need. */
export const prepare = async (task: Task, options: WordOptions): Promise<number> => {
	const {call, machine, state} = task;
	const asked = setupArguments(options);
	if (typeof asked === 'string') {
		return refuse(call, asked);
	}
	const site = await openSite(call, machine, asked.from);
	if (!('services' in site)) {
		call.stderr(site.map(line => `ipvs-tui: ${line}\n`).join(''));
		return usageError;
	}
	const stranger = strangeDevice(asked.wishes.place, site.devices);
	if (stranger !== undefined) {
		return refuse(call, stranger);
	}
	const services = site.services.filter(
		({service: {match}}) => match.kind !== 'mark' || match.mark !== asked.wishes.catchAll,
	);
	if (services.length === 0) {
		return refuse(call, noServices);
	}
	const unfit = unfitWish(services, asked.wishes);
	if (unfit !== undefined) {
		return refuse(call, unfit);
	}
	const isFiltering = families.some(
		family => trafficOf(family, services, asked.wishes) !== undefined,
	);
	// A host may well do without any, when nothing is wanted of it.
	const backend = asked.backend ?? (isFiltering ? await site.backend() : 'nftables');
	if (backend !== 'iptables' && backend !== 'nftables') {
		return refuse(call, backend);
	}
	const items = desired(services, {...asked.wishes, backend}, site);
	const present = await site.look([...items, ...state.made.map(({item}) => item)]);
	if (typeof present === 'string') {
		return refuse(call, present);
	}
	const plan = planFor(items, state.made, present);
	call.stderr(plan.left.map(line => `ipvs-tui: ${line}\n`).join(''));
	if (options.given.has('dry-run')) {
		const lines = plan.steps.flatMap(({commands}) => commands.map(commandText));
		call.stdout(lines.length === 0 ? nothingToDo : lines.map(line => `${line}\n`).join(''));
		return 0;
	}
	return carryOut(
		plan,
		{...withoutGone(state, plan), words: wordsFor(options)},
		{task, present, hint: hintFor(services)},
	);
};

/** An interface that somebody named and that is not there; which there are is not known everywhere. */
const strangeDevice = (place: Place, devices: readonly string[]): string | undefined =>
	place.kind === 'dummy' || devices.length === 0 || devices.includes(place.device)
		? undefined
		: `--link: there is no interface ${place.device} here; there are ${devices.join(', ')}`;

/** A table that was flushed by mistake is no reason to take the addresses away as well. */
const noServices =
	'there are no services to set up for: load them first, or give a file with --from; setup --clean takes away what was made';

/** What is gone need not be remembered. */
const withoutGone = (state: State, {gone}: Plan): State => ({
	...state,
	made: state.made.filter(each => !gone.includes(each)),
});

/** This program touches no other host. */
const hintFor = (services: readonly ServiceFacts[]): string =>
	services.some(({servers}) =>
		servers.some(({destination: {method}}) => method !== forwarding.masquerading),
	)
		? 'the real servers of direct routing and tunneling need commands of their own: ipvs-tui doctor prints them\n'
		: '';

const carryOut = async (
	plan: Plan,
	start: State,
	{
		task,
		present,
		hint,
	}: {
		readonly hint: string;
		readonly task: Task;
		readonly present: Parameters<typeof perform>[2]['present'];
	},
): Promise<number> => {
	const {call, machine, path} = task;
	const {state, journal, problem} = await perform(plan.steps, start, {
		machine,
		path,
		present,
		done: call.stdout,
	});
	if (problem === undefined) {
		call.stdout(plan.steps.length === 0 ? nothingToDo : hint);
		return 0;
	}
	call.stderr(`ipvs-tui: ${problem}\n`);
	const {made, loaded, problems} = await takeBack({task, state, journal, former: task.state});
	const unwritten = await writeState(machine, path, {...task.state, made, loaded});
	const all = unwritten === undefined ? problems : [...problems, unwritten];
	call.stderr(
		all.length === 0
			? 'ipvs-tui: what this run had done was undone\n'
			: all.map(line => `ipvs-tui: ${line}\n`).join('') +
					'ipvs-tui: not all that this run had done could be undone; see to that, then run ipvs-tui setup --clean\n',
	);
	return failed;
};
