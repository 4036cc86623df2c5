/**
Which folder of source/ may import from which: imports only point down. The same table stands in source/README.md. A test keeps both
and the code together. `types` may be imported for their types alone.
*/
export type Layer = {
	readonly imports: readonly string[];
	readonly types?: readonly string[];
	/** Packages from npm; node builtins are free everywhere. */
	readonly packages?: readonly string[];
};

export const importTable: Readonly<Record<string, Layer>> = {
	model: {imports: []},
	wire: {imports: ['model']},
	engine: {imports: ['wire', 'model']},
	transport: {imports: ['engine', 'wire', 'model']},
	client: {imports: ['wire', 'model'], types: ['transport']},
	plan: {imports: ['model']},
	sampler: {imports: ['model'], types: ['client']},
	ipvsadm: {imports: ['model', 'plan']},
	scenario: {imports: ['engine', 'wire', 'ipvsadm', 'model']},
	config: {imports: ['model'], packages: ['conf']},
	tui: {
		imports: ['model', 'plan', 'sampler', 'ipvsadm', 'config'],
		types: ['client'],
		packages: ['ink', 'react', 'ink-table', 'string-width'],
	},
	cli: {
		imports: [
			'model',
			'wire',
			'engine',
			'transport',
			'client',
			'plan',
			'sampler',
			'ipvsadm',
			'scenario',
			'config',
			'tui',
		],
		packages: ['meow'],
	},
};
