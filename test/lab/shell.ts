import {join} from 'node:path';
import {findLab} from './find.ts';
import {bootGuest, type Guest} from './guest.ts';
import {buildNetwork} from './network.ts';
import {quote} from './quote.ts';
import {projectFolder} from './root-folder.ts';

/** Puts the terminal that this was started from into the guest, until the shell or command there ends. */
const main = async (command: readonly string[]): Promise<number> => {
	const lab = await findLab(join(projectFolder, '.cache/lab'));
	if ('missing' in lab) {
		console.error(`There is no lab on this machine: ${lab.missing}`);
		return 1;
	}
	console.error('Booting a Linux with real IPVS; it takes a few seconds …');
	const guest = await bootGuest(lab);
	try {
		await buildNetwork(guest, 'lab');
		const code = await attach(guest, command);
		// A person's last command may well have failed; npm need not complain about that.
		return command.length === 0 ? 0 : code;
	} finally {
		await guest.stop();
	}
};

const attach = async (guest: Guest, command: readonly string[]): Promise<number> => {
	const {stdin, stdout} = process;
	const terminal = await guest.terminal(`source ${quote(setup)} ${command.map(quote).join(' ')}`, {
		columns: stdout.columns ?? 80,
		rows: stdout.rows ?? 24,
		env: environment(),
		onData: bytes => stdout.write(bytes),
	});
	const fit = () => void terminal.resize(stdout.columns, stdout.rows).catch(() => {});
	stdout.on('resize', fit);
	stdin.setRawMode?.(true);
	stdin.on('data', terminal.write);
	// A pipe that ends is the Control-D of one who types.
	stdin.on('end', () => terminal.write('\u0004'));
	try {
		return await terminal.exited;
	} finally {
		stdin.setRawMode?.(false);
		stdin.destroy();
		stdout.off('resize', fit);
	}
};

const setup = join(import.meta.dirname, 'topology/shell.sh');

/** What programs ask the environment about the terminal. */
const environment = (): Readonly<Record<string, string>> =>
	Object.fromEntries(
		['TERM', 'COLORTERM', 'NO_COLOR', 'TERM_PROGRAM'].flatMap(name => {
			const value = process.env[name];
			return value === undefined ? [] : [[name, value]];
		}),
	);

process.exitCode = await main(process.argv.slice(2));
