#!/usr/bin/env node
import {openClient} from '../client/open.ts';
import {openKernel} from '../transport/kernel/kernel.ts';
import {runRestoreScript, runSaveScript, type RunIpvsadm} from './debian-scripts.ts';
import {standardInput} from './ipvsadm/input.ts';
import {runIpvsadm} from './ipvsadm/run.ts';
import {openWanted} from './open.ts';
import {writerTo} from './output.ts';
import {personaOf} from './persona.ts';
import {withRawBytes} from './raw-arguments.ts';
import {route} from './route.ts';
import {startOfProcess} from './start-of-process.ts';

const oldestNode = 22;
const usageError = 2;
const stdout = writerTo(1);
const stderr = writerTo(2);

const main = async (): Promise<number> => {
	const argv = withRawBytes(process.argv.slice(2));
	const persona = personaOf(startOfProcess());
	switch (persona.kind) {
		case 'ipvs-tui':
			return asIpvsTui(argv);
		case 'ipvsadm':
			return asIpvsadm(persona.program)(argv);
		// Debian's scripts call ipvsadm by its bare name.
		case 'ipvsadm-save':
			return runSaveScript({argv, ipvsadm: asIpvsadm('ipvsadm'), stderr});
		case 'ipvsadm-restore':
			return runRestoreScript({ipvsadm: asIpvsadm('ipvsadm'), stderr, input: standardInput()});
	}
};

const asIpvsadm =
	(program: string): RunIpvsadm =>
	async (argv, input) =>
		runIpvsadm({
			program,
			persona: 'ipvsadm',
			argv,
			open: () => openClient(openKernel()),
			stdout,
			stderr,
			...(input === undefined ? {} : {input}),
		});

const asIpvsTui = async (argv: readonly string[]): Promise<number> => {
	const found = route(argv);
	if (found.kind === 'word') {
		const {runOuter} = await import('./outer.ts');
		return runOuter(found);
	}
	const client = await openWanted(found.wanted);
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
		stderr,
	});
};

const major = Number(process.versions.node.split('.', 1)[0]);
if (major < oldestNode) {
	stderr(`ipvs-tui needs Node ${oldestNode} or later, but this is ${process.versions.node}\n`);
	process.exit(1);
}
void main().then(code => process.exit(code));
