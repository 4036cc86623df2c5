import type {Client} from '../../client/client.ts';
import type {DirectorInfo} from '../../model/director.ts';
import {holdOutput, isTerminal} from './held-output.ts';
import {standardInput} from './input.ts';
import {loadModule} from './load-module.ts';
import {openNames, type Names} from './names.ts';
import {answer, perform, type Answer} from './perform.ts';
import {mayOpenRawSockets} from './raw-sockets.ts';
import {restoreStream} from './restore-stream.ts';
import {initialise, understand, type Session, type Understood} from './session.ts';

export type Invocation = {
	/** argv[0]: messages repeat it as it is. */
	readonly program: string;
	/** Without the program. */
	readonly argv: readonly string[];
	/**
	`ipvsadm` behaves as that program and nothing else: it needs IPVS before it looks at anything. `ipvs-tui` answers what it
	can without.
	*/
	readonly persona: 'ipvsadm' | 'ipvs-tui';
	/** Called once, and only when the command needs IPVS. */
	readonly open: () => Client | Promise<Client>;
	readonly stdout: (text: string) => void;
	/** Text that is bytes already, good until it returns. @default decodes them for `stdout` */
	readonly stdoutBytes?: (bytes: Uint8Array) => void;
	readonly stderr: (text: string) => void;
	/** Whether what --restore prints waits in `stdoutBytes`'s stead as in C's buffer. @default unless standard output is a terminal */
	readonly isHeld?: boolean;
	/** What --restore reads. @default standard input */
	readonly input?: AsyncIterable<Uint8Array>;
	/** @default those of this machine */
	readonly names?: Names;
	/** @default modprobe */
	readonly loadModule?: () => Promise<void>;
	/** @default what the kernel says of this process */
	readonly mayOpenRawSockets?: () => boolean;
};

/**
Runs one ipvsadm command line and returns its exit code. A --restore that stops early leaves standard input open:
end the process when it is done.
*/
export const runIpvsadm = async (invocation: Invocation): Promise<number> => {
	const {argv, persona} = invocation;
	const names = invocation.names ?? openNames();
	if (persona === 'ipvsadm') {
		return withIpvs({...invocation, names}, async (session, info) =>
			performAny(await understand(argv, {...session, source: 'command-line'}), {
				session,
				info,
				invocation,
			}),
		);
	}
	const command = await understand(argv, {...invocation, names, source: 'command-line'});
	return needsIpvs(command)
		? withIpvs({...invocation, names}, (session, info) =>
				performAny(command, {session, info, invocation}),
			)
		: answer(command, invocation);
};

type Prepared = Invocation & {readonly names: Names};

const withIpvs = async (
	invocation: Prepared,
	work: (session: Session, info: DirectorInfo) => Promise<number>,
): Promise<number> => {
	const client = await invocation.open();
	try {
		const info = await initialise(client, {loadModule, mayOpenRawSockets, ...invocation});
		if (typeof info === 'string') {
			invocation.stderr(info);
			return usageError;
		}
		return await work({...invocation, client}, info);
	} finally {
		client.close();
	}
};

const performAny = (
	command: Understood,
	{session, info, invocation}: {session: Session; info: DirectorInfo; invocation: Invocation},
): Promise<number> =>
	command.kind === 'restore' ? restore(invocation, session, info) : perform(command, session, info);

const restore = async (
	{input = standardInput(), stdoutBytes, isHeld = !isTerminal(1)}: Invocation,
	session: Session,
	info: DirectorInfo,
): Promise<number> => {
	if (stdoutBytes === undefined || !isHeld) {
		return restoreStream(input, session, info);
	}
	const held = holdOutput(stdoutBytes);
	const exit = await restoreStream(input, {...session, ...held}, info);
	held.end();
	return exit;
};

const needsIpvs = (command: Understood): command is Exclude<Understood, Answer> =>
	command.kind !== 'help' && command.kind !== 'version' && command.kind !== 'refused';

const usageError = 2;
