import type {Change} from '../../model/change.ts';
import {changeLine} from '../../ipvsadm/unparse.ts';
import type {Configuration} from '../../plan/configuration.ts';
import {serverNotes, serviceNotes} from './simulate-notes.ts';
import {durationText, numberText, percentText, rateText} from './simulate-numbers.ts';
import {assumedRate} from '../../simulate/measured.ts';
import type {SimulatedServer, SimulatedService, Simulation} from '../../simulate/result.ts';

export type Circumstances = {
	readonly before: Configuration;
	readonly changes: readonly Change[];
	readonly state: 'running' | 'planned';
};

/** A simulation for a person, for a terminal of 80 columns. */
export const simulationText = (simulation: Simulation, circumstances: Circumstances): string =>
	[
		...heading(simulation, circumstances),
		...simulation.services.flatMap(service => [
			'',
			...serviceText(
				{...service, servers: service.servers.toSorted(byName)},
				{simulation, circumstances},
			),
		]),
		...(simulation.services.length === 0 ? ['', nothing(circumstances)] : footnotes(simulation)),
		'',
	].join('\n');

const heading = (
	{seconds, seeds}: Simulation,
	{changes, state}: Circumstances,
): readonly string[] => {
	const traffic = state === 'running' ? 'the present traffic' : 'traffic';
	const runs = `${seeds} random ${seeds === 1 ? 'run' : 'runs'} of ${durationText(seconds)}`;
	return changes.length === 0
		? [`Simulated: ${traffic} goes on as it is, in ${runs}.`, 'Nothing is changed.']
		: [
				`Simulated: ${traffic} with and without`,
				...changes.map(change => `  ${changeLine(change)}`),
				`in ${runs}. Nothing is changed.`,
			];
};

const nothing = ({changes}: Circumstances): string =>
	changes.length === 0
		? 'There is no service.'
		: 'This touches no service: the traffic goes on as it is.';

/** 10.0.0.9 comes before 10.0.0.10. */
const byName = (one: SimulatedServer, other: SimulatedServer): number =>
	collator.compare(one.server, other.server);

const collator = new Intl.Collator('en', {numeric: true});

type Frame = {readonly simulation: Simulation; readonly circumstances: Circumstances};

const serviceText = (
	service: SimulatedService,
	{simulation, circumstances}: Frame,
): readonly string[] => {
	const hasChanges = circumstances.changes.length > 0;
	return [
		titleOf(service),
		...(service.servers.length === 0
			? ['  it has no server']
			: tableText(service, columnsFor(simulation, hasChanges))),
		...[
			...serviceNotes(service, hasChanges),
			...service.servers.flatMap(server =>
				serverNotes(server, {
					service,
					seeds: simulation.seeds,
					hasChanges,
					changes: circumstances.changes,
					before: circumstances.before.services.get(service.service),
					tcpTimeout: circumstances.before.timeouts?.tcp,
				}),
			),
		].flatMap(note => wrapped(`- ${note}`)),
	];
};

const titleOf = ({
	service,
	schedulerNow,
	schedulerThen,
	rate,
	rateSource,
	lifetime,
}: SimulatedService): string => {
	const scheduler =
		schedulerThen === null || schedulerNow === null || schedulerNow === schedulerThen
			? (schedulerThen ?? schedulerNow ?? '')
			: `${schedulerNow} > ${schedulerThen}`;
	// Of most datagrams the table cannot tell.
	const length = rate > 0 && lifetime >= shortest ? `, ${durationText(lifetime)} each` : '';
	return `${service}  ${scheduler}, ${rateText(rate)} connections/s (${rateSource})${length}`;
};

/** Seconds. */
const shortest = 0.1;

type Column = {
	/** Columns beside each other with the same group stand under it. */
	readonly group: string;
	readonly title: string;
	readonly cell: (server: SimulatedServer) => string;
	/** Only where something changes, or nothing does. @default both */
	readonly when?: 'changed' | 'unchanged';
};

const columnsFor = ({seconds}: Simulation, hasChanges: boolean): readonly Column[] => {
	const wanted = hasChanges ? 'changed' : 'unchanged';
	const later = `in ${durationText(seconds)}`;
	const columns: readonly Column[] = [
		{group: 'weight', title: 'now', cell: ({weightNow}) => weightText(weightNow)},
		{
			group: 'weight',
			title: 'then',
			cell: ({weightThen}) => weightText(weightThen),
			when: 'changed',
		},
		{group: 'share of new', title: 'now', cell: ({shareNow}) => percentText(shareNow)},
		{
			group: 'share of new',
			title: 'then',
			cell: ({shareThen}) => percentText(shareThen),
			when: 'changed',
		},
		{
			group: 'connections',
			title: 'now',
			cell: ({connections}) => String(connections),
			when: 'unchanged',
		},
		{
			group: 'connections',
			title: later,
			cell: ({connectionsNow}) => numberText(connectionsNow),
			when: 'unchanged',
		},
		{
			group: `connections ${later}`,
			title: 'unchanged',
			cell: ({connectionsNow}) => numberText(connectionsNow),
			when: 'changed',
		},
		{
			group: `connections ${later}`,
			title: 'changed',
			cell: ({connectionsThen}) => numberText(connectionsThen),
			when: 'changed',
		},
	];
	return columns.filter(({when = wanted}) => when === wanted);
};

const weightText = (weight: number | null): string => (weight === null ? '-' : String(weight));

const tableText = ({servers}: SimulatedService, columns: readonly Column[]): readonly string[] => {
	const names = ['server', ...servers.map(({server}) => server)];
	const nameWidth = Math.max(...names.map(name => name.length));
	const groups = [...Map.groupBy(columns, ({group}) => group)];
	const blocks = groups.map(([group, members]) => {
		const cells = members.map(({title, cell}) => {
			const texts = [title, ...servers.map(cell)];
			const width = Math.max(...texts.map(text => text.length));
			return texts.map(text => text.padStart(width));
		});
		const lines = names.map((_, row) => cells.map(column => column[row] ?? '').join('  '));
		const width = Math.max(group.length, lines[0]?.length ?? 0);
		return [group, ...lines].map(line => line.padStart(width));
	});
	return ['', ...names].map((name, row) =>
		`  ${[name.padEnd(nameWidth), ...blocks.map(block => block[row] ?? '')].join('   ')}`.trimEnd(),
	);
};

const footnotes = ({services, leftOut}: Simulation): readonly string[] => {
	const assumed = services.filter(({rateSource}) => rateSource === 'assumed').length;
	const scaled = services.filter(({scale}) => scale < 1);
	const smallest = Math.min(...scaled.map(({scale}) => scale));
	const notes = [
		...(assumed > 0
			? [
					`No rate is known of ${assumed === services.length ? 'any service here' : `${assumed} of the ${services.length} services`}: equal rates of ${assumedRate} connections/s are assumed. --rate SERVICE=CPS gives one.`,
				]
			: []),
		...(scaled.length > 0
			? [
					`So many connections would come that only a part was simulated (${percentText({low: smallest, expected: smallest, high: smallest})} of them, where it was least): the numbers are less precise, and servers take rather longer to get empty.`,
				]
			: []),
		...(leftOut > 0
			? [`The ${services.length} busiest services are shown; ${leftOut} more were left out.`]
			: []),
	];
	return notes.length === 0 ? [] : ['', ...notes.flatMap(note => wrapped(note, ''))];
};

const wrapped = (text: string, indent = '  '): readonly string[] => {
	const lines: string[] = [];
	let line = '';
	for (const word of text.split(' ')) {
		if (line !== '' && indent.length + line.length + 1 + word.length > pageWidth) {
			lines.push(indent + line);
			line = `  ${word}`;
		} else {
			line = line === '' ? word : `${line} ${word}`;
		}
	}
	return [...lines, indent + line];
};

const pageWidth = 80;
