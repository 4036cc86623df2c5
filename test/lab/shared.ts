import {join} from 'node:path';
import {describe, test} from 'vitest';
import {findLab, type Lab, type NoLab} from './find.ts';
import {bootGuest, type Guest} from './guest.ts';
import {projectFolder} from './root-folder.ts';

/** Kept on the worker, so that all test files of a run share one guest however their modules are loaded. */
type Shared = {lab?: Promise<Lab | NoLab>; guest?: Promise<Guest> | undefined};

const worker = globalThis as typeof globalThis & {ipvsLab?: Shared};
const shared: Shared = (worker.ipvsLab ??= {});

/** Where the cache of unpacked packages is. */
export const labCache = join(projectFolder, '.cache/lab');

const find = async (): Promise<Lab | NoLab> => {
	const found: Lab | NoLab =
		process.env['LAB'] === 'off' ? {missing: 'LAB=off'} : await findLab(labCache);
	if ('missing' in found && process.env['LAB'] !== 'required') {
		console.warn(`lab: tests on a real kernel are skipped: ${found.missing}`);
	}
	return found;
};

const lab = await (shared.lab ??= find());

/** A guest for one test that spoils it for others, which must stop it. */
export const ownGuest = async (): Promise<Guest> => {
	if ('missing' in lab) {
		throw new Error(`LAB=required, but there is no lab: ${lab.missing}`);
	}
	return bootGuest(lab);
};

/** The guest of this test run: boots at the first call, and again when a test has brought it down. */
export const labGuest = async (): Promise<Guest> => {
	const guest = await shared.guest?.catch(() => undefined);
	if (guest !== undefined && !guest.hasEnded()) {
		return guest;
	}
	shared.guest = ownGuest();
	return shared.guest;
};

const isSkipped = 'missing' in lab && process.env['LAB'] !== 'required';

/** `describe` for tests that need the lab: skipped where it cannot be had, failing then with LAB=required. */
export const describeLab = describe.skipIf(isSkipped);

/** What takes long and breaks seldom alone: `npm run test:long`. */
export const longTest = test.runIf(process.env['LONG'] === '1');
