import type {Client} from '../../client/client.ts';
import {failureText} from '../../ipvsadm/kernel-error.ts';
import {parse} from '../../ipvsadm/parse.ts';
import type {Asks} from '../../ipvsadm/endpoint.ts';
import type {Parsed} from '../../ipvsadm/parsed.ts';
import type {DirectorInfo} from '../../model/director.ts';
import type {Result} from '../../model/failure.ts';
import type {Names} from './names.ts';

/** What a run of ipvsadm works with. */
export type Session = {
	/** argv[0], as messages repeat it. */
	readonly program: string;
	readonly client: Client;
	readonly names: Names;
	readonly stdout: (text: string) => void;
	readonly stderr: (text: string) => void;
};

/** A parsed command line that needs no further names. */
export type Understood = Exclude<Parsed, Asks>;

/** Parses and looks up names until all are known. */
export const understand = async (
	argv: readonly string[],
	{
		program,
		names,
		source,
	}: Pick<Session, 'program' | 'names'> & {source: 'command-line' | 'restore'},
): Promise<Understood> => {
	for (;;) {
		const parsed = parse(argv, {program, names: names.book, source});
		if (parsed.kind !== 'asks') {
			return parsed;
		}
		await names.learn([parsed.question]);
	}
};

/**
Asks for the version of IPVS, which needs all that any command needs. When the module is missing it is loaded once.

@returns the version, or the two lines with which ipvsadm gives up
*/
export const initialise = async (
	client: Client,
	loadModule: () => Promise<void>,
): Promise<DirectorInfo | string> => {
	const first = await client.info();
	const info = isModuleMissing(first) ? await loadModule().then(() => client.info()) : first;
	return info.ok
		? info.value
		: `Can't initialize ipvs: ${failureText(info.failure, 'read')}\nAre you sure that IP Virtual Server is built in the kernel or as module?\n`;
};

const isModuleMissing = (info: Result<DirectorInfo>): boolean =>
	!info.ok && info.failure.kind === 'no-module';
