import type {Client} from '../../client/client.ts';
import {failureText} from '../../ipvsadm/kernel-error.ts';
import {parse} from '../../ipvsadm/parse.ts';
import type {Asks} from '../../ipvsadm/endpoint.ts';
import type {Parsed} from '../../ipvsadm/parsed.ts';
import type {DirectorInfo} from '../../model/director.ts';
import type {Failure, Result} from '../../model/failure.ts';
import type {Names} from './names.ts';

/** What a run of ipvsadm works with. */
export type Session = {
	/** argv[0], as messages repeat it. */
	readonly program: string;
	readonly client: Client;
	readonly names: Names;
	readonly stdout: (text: string) => void;
	/** Text that is bytes already, good until it returns. @default decodes them for `stdout` */
	readonly stdoutBytes?: (bytes: Uint8Array) => void;
	readonly stderr: (text: string) => void;
};

/** A parsed command line that needs no further names. */
export type Understood = Exclude<Parsed, Asks>;

/** popt asks the environment for this, whichever the values. */
export const wordEndsOptions: boolean =
	process.env['POSIXLY_CORRECT'] !== undefined || process.env['POSIX_ME_HARDER'] !== undefined;

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
		const parsed = parse(argv, {program, names: names.book, source, wordEndsOptions});
		if (parsed.kind !== 'asks') {
			return parsed;
		}
		await names.learn([parsed.question]);
	}
};

type Circumstances = {
	readonly loadModule: () => Promise<void>;
	readonly mayOpenRawSockets: () => boolean;
};

/**
Asks for the version of IPVS, which needs all that any command needs. When the module is missing it is loaded once. Where that does
not help, ipvsadm tells of the last thing it tried, a raw socket, and that fails for want of rights before it fails for want of IPVS.

@returns the version, or the two lines with which ipvsadm gives up
*/
export const initialise = async (
	client: Client,
	{loadModule, mayOpenRawSockets}: Circumstances,
): Promise<DirectorInfo | string> => {
	const first = await client.info();
	const info = isModuleMissing(first) ? await loadModule().then(() => client.info()) : first;
	if (info.ok) {
		return info.value;
	}
	const failure: Failure =
		isModuleMissing(info) && !mayOpenRawSockets()
			? {kind: 'no-permission', doing: 'open a raw socket'}
			: info.failure;
	return `Can't initialize ipvs: ${failureText(failure, 'read')}\nAre you sure that IP Virtual Server is built in the kernel or as module?\n`;
};

const isModuleMissing = (info: Result<DirectorInfo>): boolean =>
	!info.ok && info.failure.kind === 'no-module';
