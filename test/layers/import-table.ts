/**
Which folder of source/ may import from which: imports only point down. The same table stands in source/README.md. A test keeps both
and the code together. `types` may be imported for their types alone.
*/
export type Layer = {
	readonly job: string;
	readonly imports: readonly string[];
	readonly types?: readonly string[];
	/** Packages from npm; node builtins are free everywhere. */
	readonly packages?: readonly string[];
};

export const importTable: Readonly<Record<string, Layer>> = {
	model: {
		job: 'values and columns: services, real servers, connections, changes, failures; what everyone may use',
		imports: [],
	},
	wire: {
		job: 'pure codec: netlink, generic netlink, IPVS attributes both ways; text of /proc files into columns',
		imports: ['model'],
	},
	engine: {
		job: 'an IPVS inside this process that answers the same bytes',
		imports: ['wire', 'model'],
	},
	transport: {
		job: 'bytes to and from the kernel (native addon), the engine, or a recording',
		imports: ['engine', 'wire', 'model'],
	},
	client: {
		job: 'family id, sequence numbers, tables as columns, changes in batches, errno as failures',
		imports: ['wire', 'model'],
		types: ['transport'],
	},
	sampler: {
		job: 'one clock: reads the table again and again, rates from counter differences, back-off',
		imports: ['model'],
		types: ['client'],
	},
	plan: {
		job: 'change as a value: difference, inverse, run, drain; pure, the sending is handed in',
		imports: ['model'],
	},
	ipvsadm: {
		job: 'the grammar of ipvsadm as a table; parse, legality, list formats, save; pure text in and out',
		imports: ['model', 'plan'],
	},
	operator: {
		job: 'what an operator does as values: intents, previews, undo, drains, foreign changes, journal; a thin shell sends them',
		imports: ['model', 'plan', 'sampler', 'ipvsadm'],
		types: ['client'],
	},
	doctor: {
		job: 'checks of a host and its table as data: evidence in, findings with their remedies out; pure',
		imports: ['model'],
	},
	host: {
		job: 'facts about this machine: files and programs that are handed in, pure parsers of what they say',
		imports: ['model', 'doctor'],
	},
	setup: {
		job: 'what a host needs for its services as items; what is there, and the commands between the two, both ways; pure',
		imports: ['model', 'doctor'],
		types: ['host'],
	},
	translate: {
		job: 'what configurations of keepalived and ldirectord, and pools in short, say about the table; pure',
		imports: ['model'],
	},
	scenario: {
		job: 'rules and traffic that make an embedded director worth looking at',
		imports: ['engine', 'wire', 'ipvsadm', 'model'],
	},
	care: {
		job: 'health checks: a file in, results and readings of the table in, wanted changes out; pure',
		imports: ['ipvsadm', 'plan', 'scenario', 'model'],
	},
	simulate: {
		job: 'what changes would do to the traffic: table, arrivals and changes in, expectations out; pure',
		imports: ['engine', 'plan', 'model'],
	},
	config: {job: 'preferences, validated', imports: ['model'], packages: ['conf']},
	tui: {
		job: 'store, screens, components, keys, view: the only folder with Ink and React',
		imports: ['model', 'plan', 'sampler', 'ipvsadm', 'operator', 'config'],
		types: ['client', 'doctor'],
		packages: ['ink', 'react', 'ink-table', 'string-width'],
	},
	cli: {
		job: 'the only place that constructs things and talks to the process; loads the TUI only when it is wanted',
		imports: [
			'model',
			'wire',
			'engine',
			'transport',
			'client',
			'sampler',
			'ipvsadm',
			'plan',
			'operator',
			'doctor',
			'host',
			'setup',
			'translate',
			'scenario',
			'simulate',
			'care',
			'config',
			'tui',
		],
		packages: ['meow'],
	},
};

/** The table as it stands in source/README.md. */
export const importTableText = (): string =>
	[
		'| folder | job | may import | types only | packages |',
		'|---|---|---|---|---|',
		...Object.entries(importTable).map(
			([folder, {job, imports, types = [], packages = []}]) =>
				`| ${folder} | ${job} | ${imports.join(', ') || '-'} | ${types.join(', ') || '-'} | ${packages.join(', ') || '-'} |`,
		),
	].join('\n');
