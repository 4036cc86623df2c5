import {readdirSync, readFileSync} from 'node:fs';
import {dirname, join} from 'node:path';
import {type Result, failed, success} from '../../model/failure.ts';

/** How native/failure.h reports what ended a call. `errno` is positive, or 0 when no system call failed. */
export type NativeFailure = {
	readonly code: 'system' | 'timeout' | 'cancelled' | 'lost-replies' | 'too-large';
	readonly errno: number;
	readonly syscall: string;
};

export type NativeChunk = {
	readonly bytes: Uint8Array;
	readonly isLast: boolean;
	/** Only with `isLast`; `bytes` came before it. */
	readonly failure?: NativeFailure;
};

export type NativeFilled = Omit<NativeChunk, 'bytes'> & {readonly length: number};

export type NativeStream = {
	/**
	Works on another thread. Not to be called while it runs, nor after the last chunk or `cancel`.

	@param spent - bytes of an earlier chunk that nobody needs any more; the new ones may be put there
	*/
	readonly next: (spent?: Uint8Array) => Promise<NativeChunk>;
	/** Ends a running `next` with the failure `cancelled`, and frees what the stream holds. */
	readonly cancel: () => void;
};

export type NativeSource = NativeStream & {
	/**
	The same on this thread, which waits meanwhile.

	@param bytes - at least 64 KiB; the first `length` of them are filled
	*/
	readonly nextHere: (bytes: Uint8Array) => NativeFilled;
};

export type NativeSocket = {
	/** @param silence - in milliseconds @param limit - in bytes, for all answers together */
	readonly exchange: (requests: Uint8Array, silence: number, limit: number) => NativeSource;
	readonly close: () => void;
};

type NativeOpened = {readonly socket: NativeSocket} | {readonly failure: NativeFailure};

/** What native/addon.cc exports. An empty network namespace means the program's own. */
export type Binding = {
	readonly openSocket: (networkNamespace: string) => Promise<NativeOpened>;
	/** The same on this thread. */
	readonly openSocketHere: (networkNamespace: string) => NativeOpened;
	readonly readFile: (path: string, networkNamespace: string, limit: number) => NativeSource;
	/** Of large buffers that are freed, from now on; for programs that stay. */
	readonly giveBackMemory: () => void;
};

const packageName = 'ipvs-tui';

/**
Finds and loads the addon: a prebuilt one that came with the package, or the one that native/install.mjs built.

@param nativeFolder - the package's folder native
*/
export const loadBindingFrom = (nativeFolder: string): Result<Binding> => {
	const system = `${process.platform}-${process.arch}`;
	if (process.platform !== 'linux') {
		return unsupported(`IPVS is a part of Linux, and this is ${system}.`);
	}
	const reasons: string[] = [];
	for (const file of addonFiles(nativeFolder, system)) {
		try {
			return success(load(file));
		} catch (error) {
			reasons.push(error instanceof Error ? error.message : String(error));
		}
	}
	const reason =
		reasons.length === 0
			? `the native addon for ${system} is not built`
			: `the native addon does not load (${reasons.join('; ')})`;
	return unsupported(
		`Kernel access is missing because ${reason}. To build it, install make, g++ and python3 and run: ` +
			`node ${join(nativeFolder, 'install.mjs')} --strict`,
	);
};

let loaded: Result<Binding> | undefined;

/** The addon of this package; it is looked for once. */
export const loadBinding = (): Result<Binding> => {
	loaded ??= loadBindingFrom(join(packageFolder(), 'native'));
	return loaded;
};

/** What `require` does for such a file in the end, without the millisecond that making a `require` and resolving by it takes. */
const load = (file: string): Binding => {
	const place = {exports: {}};
	process.dlopen(place, file);
	return place.exports as Binding;
};

const unsupported = (why: string): Result<never> => failed({kind: 'unsupported', why});

/**
The layout of node-gyp-build, without its parsing of file names: of several prebuilt files (glibc, musl) the first that
loads is the right one.
*/
const addonFiles = (nativeFolder: string, system: string): readonly string[] =>
	[join(nativeFolder, 'prebuilds', system), join(nativeFolder, 'build', 'Release')].flatMap(
		folder =>
			namesIn(folder)
				.filter(name => name.endsWith('.node'))
				.map(name => join(folder, name)),
	);

const namesIn = (folder: string): readonly string[] => {
	try {
		return readdirSync(folder);
	} catch {
		return [];
	}
};

/** Found by its name and not by counting folders: this file runs from source/ and, bundled, from dist/. */
const packageFolder = (): string => {
	let folder = import.meta.dirname;
	while (nameOfPackageAt(folder) !== packageName) {
		const parent = dirname(folder);
		if (parent === folder) {
			return import.meta.dirname;
		}
		folder = parent;
	}
	return folder;
};

const nameOfPackageAt = (folder: string): unknown => {
	try {
		const manifest = JSON.parse(readFileSync(join(folder, 'package.json'), 'utf8')) as unknown;
		return (manifest as {readonly name?: unknown}).name;
	} catch {
		return undefined;
	}
};
