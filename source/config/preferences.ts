/** What a person may set once for all; options on the command line go before it. */
export type Preferences = {
	/** Seconds between readings of the table. */
	readonly interval: number;
	/** Names of the columns to show, in order; without it as many as the screen has room for. */
	readonly columns?: readonly string[];
	/** Name of the column to sort by, or `name`, with `-` before it for the largest first; without it by address. */
	readonly sort?: string;
	readonly theme: string;
	readonly keys: {
		/** Whose habits the keys follow. */
		readonly preset: string;
		/** Other keys for actions, by the name of the action. */
		readonly remap: Readonly<Record<string, readonly string[]>>;
	};
	/** What the rate columns count a second: connections, packets or bits. */
	readonly unit: (typeof units)[number];
	/** The operator's own word for this machine, such as PROD. */
	readonly label: string;
	/** The colour of the label in the title; without it red for what begins with PROD, else blue. */
	readonly accent?: Accent;
	/** Nothing can be changed until the person unlocks it. */
	readonly readOnly: boolean;
	/** Whether changes that can be undone are asked about, too. */
	readonly confirmations: (typeof confirmations)[number];
	/** No glyphs beyond ASCII. Without it the locale decides. */
	readonly ascii?: boolean;
	readonly mouse: boolean;
	/** What is shown and how, kept under a name. */
	readonly views: Readonly<Record<string, SavedView>>;
};

export type SavedView = {
	readonly filter?: string;
	readonly columns?: readonly string[];
	readonly sort?: string;
	readonly unit?: (typeof units)[number];
	readonly isFlat?: boolean;
};

/** Words that only the terminal UI knows. A preference may hold no others. */
export type Vocabulary = {
	readonly columns: readonly string[];
	readonly themes: readonly string[];
	readonly keyPresets: readonly string[];
	/** Names of all actions that a key can have. */
	readonly actions: readonly string[];
};

export const units = ['cps', 'pps', 'bps'] as const;
export const accents = ['red', 'yellow', 'green', 'blue'] as const;
export type Accent = (typeof accents)[number];
export const confirmations = ['as-needed', 'always'] as const;

export const defaultPreferences: Preferences = {
	interval: 2,
	theme: 'terminal',
	keys: {preset: 'default', remap: {}},
	unit: 'cps',
	label: '',
	readOnly: false,
	confirmations: 'as-needed',
	mouse: false,
	views: {},
};

/** Bounds of the interval, in seconds: the kernel's counters do not change more often than every two seconds. */
export const intervalLimits = {least: 0.5, most: 60} as const;

/** Characters of a label: it stands in the title bar. */
export const longestLabel = 20;

/** Names of all preferences, in the order in which they are explained. */
export const preferenceNames = [
	'interval',
	'columns',
	'sort',
	'theme',
	'keys',
	'unit',
	'label',
	'accent',
	'readOnly',
	'confirmations',
	'ascii',
	'mouse',
	'views',
] as const satisfies readonly (keyof Preferences)[];

/** What the file may hold, as a JSON schema for each preference. */
export const schemaFor = ({columns, themes, keyPresets, actions}: Vocabulary) => {
	const columnList = {
		type: 'array',
		items: {type: 'string', enum: columns},
		uniqueItems: true,
		minItems: 1,
	} as const;
	const sort = {
		type: 'string',
		enum: ['name', ...columns].flatMap(name => [name, `-${name}`]),
	} as const;
	const unit = {type: 'string', enum: units} as const;
	const yesOrNo = {type: 'boolean'} as const;
	return {
		interval: {type: 'number', minimum: intervalLimits.least, maximum: intervalLimits.most},
		columns: columnList,
		sort,
		theme: {type: 'string', enum: themes},
		keys: {
			type: 'object',
			additionalProperties: false,
			properties: {
				preset: {type: 'string', enum: keyPresets},
				remap: {
					type: 'object',
					propertyNames: {type: 'string', enum: actions},
					additionalProperties: {type: 'array', items: {type: 'string', minLength: 1}},
				},
			},
		},
		unit,
		// What a terminal would obey is no text.
		label: {type: 'string', maxLength: longestLabel, pattern: '^\\P{Cc}*$'},
		accent: {type: 'string', enum: accents},
		readOnly: yesOrNo,
		confirmations: {type: 'string', enum: confirmations},
		ascii: yesOrNo,
		mouse: yesOrNo,
		views: {
			type: 'object',
			additionalProperties: {
				type: 'object',
				additionalProperties: false,
				properties: {
					filter: {type: 'string'},
					columns: columnList,
					sort,
					unit,
					isFlat: yesOrNo,
				},
			},
		},
	} as const satisfies Record<keyof Preferences, object>;
};

/** The file's values where it has them, key by key also inside `keys`. */
export const withDefaults = (stored: Partial<Preferences>): Preferences => ({
	...defaultPreferences,
	...stored,
	keys: {...defaultPreferences.keys, ...stored.keys},
});
