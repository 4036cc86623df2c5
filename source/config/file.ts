import {existsSync} from 'node:fs';
import {basename, dirname, extname, join} from 'node:path';
import {
	defaultPreferences,
	preferenceNames,
	schemaFor,
	withDefaults,
	type Preferences,
	type Vocabulary,
} from './preferences.ts';

type Environment = Readonly<Record<string, string | undefined>>;

/** The file of preferences: as the person named it, or `config.json` of the folder `ipvs-tui` in XDG_CONFIG_HOME or ~/.config. */
export const preferencesPath = (
	{XDG_CONFIG_HOME: config, HOME: home}: Environment,
	asked?: string,
): string => {
	if (asked !== undefined) {
		return asked;
	}
	// The specification says to ignore what is not absolute. A daemon of root has no home.
	const folder = config?.startsWith('/') === true ? config : join(home ?? '/root', '.config');
	return join(folder, 'ipvs-tui', 'config.json');
};

export type PreferencesReading = {
	readonly preferences: Preferences;
	/** The preferences that the file has. */
	readonly stored: readonly (keyof Preferences)[];
	/** What is wrong with the file, in one sentence; then the defaults hold, and the file stays as it is. */
	readonly problem: string | undefined;
};

/**
Reads the file. One that does not exist is no problem, and then the package that reads and checks it, which takes 70 ms, is not loaded.

@param path - see `preferencesPath`
*/
export const readPreferences = async (
	path: string,
	vocabulary: Vocabulary,
): Promise<PreferencesReading> => {
	if (!existsSync(path)) {
		return {preferences: defaultPreferences, stored: [], problem: undefined};
	}
	try {
		const {store} = await open(path, vocabulary);
		return {
			preferences: withDefaults(store),
			stored: preferenceNames.filter(name => store[name] !== undefined),
			problem: undefined,
		};
	} catch (error) {
		return {
			preferences: defaultPreferences,
			stored: [],
			problem: `using the defaults: ${problemOf(error, path, vocabulary)}`,
		};
	}
};

/** Preferences as the file has them. */
export type Stored = Partial<Preferences>;

/** What the file shall have, made from what it has. One that is undefined then is not in the file any more. */
export type PreferencesChange = (stored: Stored) => {
	readonly [Name in keyof Preferences]?: Preferences[Name] | undefined;
};

/**
Changes the file, as it is at this moment. A file that cannot be read is never written over.

@returns why that was not possible, in one sentence
*/
export const changePreferences = async (
	path: string,
	vocabulary: Vocabulary,
	change: PreferencesChange,
): Promise<string | undefined> => {
	try {
		const file = await open(path, vocabulary);
		file.store = Object.fromEntries(
			Object.entries(change(file.store)).filter(([, value]) => value !== undefined),
		);
		return undefined;
	} catch (error) {
		return `nothing was saved: ${problemOf(error, path, vocabulary)}`;
	}
};

const open = async (path: string, vocabulary: Vocabulary) => {
	const {default: Conf} = await import('conf');
	const extension = extname(path);
	return new Conf<Partial<Preferences>>({
		cwd: dirname(path),
		configName: basename(path, extension),
		fileExtension: extension.slice(1),
		accessPropertiesByDotNotation: false,
		clearInvalidConfig: false,
		schema: schemaFor(vocabulary),
		// The schema is this program's own: checking it takes longer than checking the file.
		ajvOptions: {meta: false, validateSchema: false},
		rootSchema: {additionalProperties: false},
	});
};

/** The reason in one sentence, with the field and with the values that it could have. */
const problemOf = (error: unknown, path: string, vocabulary: Vocabulary): string => {
	const message = error instanceof Error ? error.message : String(error);
	return message
		.replace('Config schema violation: ', `${basename(path)}: `)
		.replaceAll('must NOT have additional properties', 'is not a known preference')
		.replace(
			'`keys` must be object',
			`\`keys\` must be an object, such as {"preset": "${vocabulary.keyPresets.at(-1)}"}`,
		)
		.replaceAll(/must match pattern "[^"]*"/g, 'must have no control characters')
		.replaceAll(/`([^`]+)` must be equal to one of the allowed values/g, (whole, field: string) => {
			const values = valuesOf(field, schemaFor(vocabulary));
			return values === undefined ? whole : `\`${field}\` must be one of ${values.join(', ')}`;
		})
		.replace(/\.$/, '');
};

/** @param field - with slashes between its parts, as `keys/preset` */
const valuesOf = (field: string, schema: object): readonly string[] | undefined => {
	let place: unknown = {properties: schema};
	for (const name of field.split('/')) {
		place = part(part(place, 'properties'), name) ?? part(place, 'items');
	}
	const values = part(place, 'enum');
	return Array.isArray(values) ? values.map(String) : undefined;
};

const part = (whole: unknown, name: string): unknown =>
	typeof whole === 'object' && whole !== null ? Reflect.get(whole, name) : undefined;
