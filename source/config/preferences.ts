/** What a person may set once for all; `--` options go before it. */
export type Preferences = {
	/** Seconds between readings of the table. */
	readonly interval: number;
};

export const defaultPreferences: Preferences = {interval: 2};

/** Bounds of the interval, in seconds: the kernel's counters do not change more often than every two seconds. */
export const intervalLimits = {least: 0.5, most: 60} as const;

const schema = {
	interval: {type: 'number', minimum: intervalLimits.least, maximum: intervalLimits.most},
} as const;

export type PreferencesReading = {
	readonly preferences: Preferences;
	/** What is wrong with the file, in one sentence; then the defaults hold, and the file stays as it is. */
	readonly problem: string | undefined;
};

/**
Reads `config.json` of the folder `ipvs-tui` in XDG_CONFIG_HOME or ~/.config. Nothing is ever written here, and a file that does not exist is
no problem. The package that reads and checks it is loaded only now: it is not wanted on the ipvsadm path.
*/
export const readPreferences = async (): Promise<PreferencesReading> => {
	try {
		const {default: Conf} = await import('conf');
		const file = new Conf<Partial<Preferences>>({
			projectName: 'ipvs-tui',
			projectSuffix: '',
			clearInvalidConfig: false,
			schema,
			rootSchema: {additionalProperties: false},
		});
		return {preferences: {...defaultPreferences, ...file.store}, problem: undefined};
	} catch (error) {
		return {preferences: defaultPreferences, problem: problemOf(error)};
	}
};

const problemOf = (error: unknown): string => {
	const message = error instanceof Error ? error.message : String(error);
	const reason = message
		.replace('Config schema violation: ', 'config.json: ')
		.replace('must NOT have additional properties', 'is not a known preference')
		.replace(/\.$/, '');
	return `${reason}; using the defaults`;
};
