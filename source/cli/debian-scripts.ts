/** Runs one ipvsadm command line as a process of its own would; `input` is what it reads. Returns the exit code. */
export type RunIpvsadm = (
	argv: readonly string[],
	input?: AsyncIterable<Uint8Array>,
) => Promise<number>;

type Call = {
	readonly argv: readonly string[];
	readonly ipvsadm: RunIpvsadm;
	readonly stderr: (text: string) => void;
};

/** Debian's ipvsadm-save: -S, with the only option -n. What does not begin with a dash is ignored. */
export const runSaveScript = async ({argv, ipvsadm, stderr}: Call): Promise<number> => {
	if (argv.some(argument => argument.startsWith('-') && argument !== '-n')) {
		stderr(saveUsage);
		return 1;
	}
	return ipvsadm(argv.includes('-n') ? ['-S', '-n'] : ['-S']);
};

/**
Debian's ipvsadm-restore: reads everything, clears the table, then restores what was read without lines that begin with #. It
clears before it looks at the rules, as callers know it; `ipvs-tui restore` and `apply` do not. Both steps run in one process, so the table
is empty for milliseconds. Arguments are ignored.

@returns the exit code of the restore, whatever the clearing had to say
*/
export const runRestoreScript = async ({
	ipvsadm,
	stderr,
	input,
}: Omit<Call, 'argv'> & {readonly input: AsyncIterable<Uint8Array>}): Promise<number> => {
	const text = await readAll(input);
	if (text === undefined) {
		stderr(`ipvsadm-restore: the input is longer than ${mostBytes} bytes; nothing was changed\n`);
		return 2;
	}
	await ipvsadm(['-C']);
	return ipvsadm(['-R'], rulesOf(text));
};

/** Undefined when there is too much. What cannot be read ends the input, as in a pipe. */
const readAll = async (input: AsyncIterable<Uint8Array>): Promise<Buffer | undefined> => {
	const chunks: Uint8Array[] = [];
	let length = 0;
	try {
		for await (const chunk of input) {
			chunks.push(chunk);
			length += chunk.length;
			if (length > mostBytes) {
				return undefined;
			}
		}
	} catch {
		// The rest counts as absent.
	}
	return Buffer.concat(chunks);
};

/** The lines that are no comments; with a line end behind the last one, as the script's echo writes it. */
async function* rulesOf(text: Buffer): AsyncGenerator<Uint8Array> {
	// Latin-1 takes and gives back every byte as it is.
	const lines = text.toString('latin1').split('\n');
	const rules = lines.filter(line => !line.startsWith('#')).join('\n');
	// Nothing but one of these is an option of echo to the script.
	if (!/^-[neE]+\n*$/.test(rules)) {
		yield Buffer.from(`${rules}\n`, 'latin1');
	}
}

/** Some millions of rules; a limit on memory. */
const mostBytes = 256 * 1024 * 1024;

const saveUsage =
	'ipvsadm-save: Script to save the IPVS table to stdout.\n   -n  addresses and ports as numbers\n';
