import type {Client} from '../client/client.ts';
import {openClient} from '../client/open.ts';
import {openKernelHere} from '../transport/kernel/kernel-here.ts';
import {runRestoreScript, runSaveScript, type RunIpvsadm} from './debian-scripts.ts';
import {standardInput} from './ipvsadm/input.ts';
import {runIpvsadm} from './ipvsadm/run.ts';
import {takeLaunch} from './launched.ts';
import {namespacePath} from './network-namespace.ts';
import {openWanted, problemOf} from './open.ts';
import {writerTo, type Write} from './output.ts';
import {personaOf, type Start} from './persona.ts';
import {withRawBytes} from './raw-arguments.ts';
import {route, type Wanted} from './route.ts';
import {startOfProcess} from './start-of-process.ts';
import {withoutOptimiser} from './without-optimiser.ts';

const oldestNode = 22;
const usageError = 2;

/** What a process can be told and can tell. */
export type Surroundings = {
	/** Without the program. */
	readonly argv: readonly string[];
	readonly start: Start;
	readonly stdout: Write;
	readonly stderr: Write;
	/** Why text for `stdout` was not written; undefined when all was. */
	readonly loss?: () => string | undefined;
};

/** Does what this process was started for, and returns its exit code. */
export const runProgram = async (surroundings: Surroundings = ofProcess()): Promise<number> => {
	const {argv, start, stderr} = surroundings;
	if (Number(process.versions.node.split('.', 1)[0]) < oldestNode) {
		stderr(`ipvs-tui needs Node ${oldestNode} or later, but this is ${process.versions.node}\n`);
		return 1;
	}
	const persona = personaOf(start);
	switch (persona.kind) {
		case 'ipvs-tui':
			return asIpvsTui(surroundings);
		case 'ipvsadm':
			return asIpvsadm(persona.program, surroundings)(argv);
		// Debian's scripts call ipvsadm by its bare name.
		case 'ipvsadm-save':
			return runSaveScript({argv, ipvsadm: asIpvsadm('ipvsadm', surroundings), stderr});
		case 'ipvsadm-restore':
			return runRestoreScript({
				ipvsadm: asIpvsadm('ipvsadm', surroundings),
				stderr,
				input: standardInput(),
			});
	}
};

const ofProcess = (): Surroundings => {
	let loss: string | undefined;
	const launch = takeLaunch(process.argv);
	const onBrokenPipe = launch?.onBrokenPipe ?? 'ends';
	return {
		argv: withRawBytes(process.argv.slice(2)),
		start: startOfProcess(launch),
		stdout: writerTo(1, {lose: code => (loss ??= code), onBrokenPipe}),
		stderr: writerTo(2, {onBrokenPipe}),
		loss: () => loss,
	};
};

const asIpvsadm =
	(program: string, {stdout, stderr}: Surroundings): RunIpvsadm =>
	async (argv, input) =>
		runIpvsadm({
			program,
			persona: 'ipvsadm',
			argv,
			open: () => openClient(withoutOptimiser(openKernelHere())),
			stdout,
			stdoutBytes: stdout,
			stderr,
			...(input === undefined ? {} : {input}),
		});

const openHere = (wanted: Wanted & {kind: 'kernel'}): Client | string => {
	const {networkNamespace: place} = wanted;
	return (
		problemOf(wanted) ??
		openClient(
			withoutOptimiser(
				openKernelHere({networkNamespace: place === undefined ? undefined : namespacePath(place)}),
			),
		)
	);
};

const asIpvsTui = async ({
	argv,
	stdout,
	stderr,
	loss = () => undefined,
}: Surroundings): Promise<number> => {
	const found = route(argv);
	if (found.kind === 'word') {
		const {runOuter} = await import('./outer.ts');
		const code = await runOuter(found, {stdout, stderr});
		// ipvsadm's options keep its silence about this; a saved table that is not there must not look like one.
		if (code !== 0 || loss() === undefined) {
			return code;
		}
		stderr(`ipvs-tui: what was printed is not complete: standard output failed with ${loss()}\n`);
		return 1;
	}
	const {wanted} = found;
	const client = wanted.kind === 'kernel' ? openHere(wanted) : await openWanted(wanted);
	if (typeof client === 'string') {
		stderr(`ipvs-tui: ${client}\n`);
		return usageError;
	}
	return runIpvsadm({
		program: 'ipvs-tui',
		persona: 'ipvs-tui',
		argv: found.argv,
		open: () => client,
		stdout,
		stdoutBytes: stdout,
		stderr,
	});
};
