#!/usr/bin/env node
import {openClient} from '../client/open.ts';
import {openKernel} from '../transport/kernel/kernel.ts';
import {runIpvsadm} from './ipvsadm/run.ts';
import {writerTo} from './output.ts';
import {route, type Wanted} from './route.ts';

const oldestNode = 22;
const usageError = 2;
const stderr = writerTo(2);

const main = async (): Promise<number> => {
	const found = route(process.argv.slice(2));
	if (found.kind === 'outer') {
		const {runOuter} = await import('./outer.ts');
		return runOuter(found.argv);
	}
	const client = await open(found.wanted);
	if (typeof client === 'string') {
		stderr(`ipvs-tui: ${client}\n`);
		return usageError;
	}
	return runIpvsadm({
		program: 'ipvs-tui',
		persona: 'ipvs-tui',
		argv: found.argv,
		open: () => client,
		stdout: writerTo(1),
		stderr,
	});
};

const open = async (wanted: Wanted) => {
	if (wanted.kind === 'kernel') {
		return openClient(openKernel());
	}
	const {openDemo} = await import('./demo.ts');
	return openDemo(wanted);
};

const major = Number(process.versions.node.split('.', 1)[0]);
if (major < oldestNode) {
	stderr(`ipvs-tui needs Node ${oldestNode} or later, but this is ${process.versions.node}\n`);
	process.exit(1);
}
void main().then(code => process.exit(code));
