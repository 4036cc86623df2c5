import {mkdir, writeFile} from 'node:fs/promises';
import {cpus} from 'node:os';
import {join} from 'node:path';
import {findLab} from '../lab/find.ts';
import {bootGuest, type Guest} from '../lab/guest.ts';
import {projectFolder} from '../lab/root-folder.ts';
import {connectionsSection, listsSection, memorySection} from './lists.ts';
import {restoreSection} from './restore.ts';
import {rulesText, writeRequests} from './rules.ts';
import {smallHere, smallInGuest} from './small.ts';
import {callsSection} from './calls.ts';
import {directorSection} from './director.ts';
import {picksSection} from './engine.ts';
import {connectionsOnScreen} from './tui-connections.ts';
import {watchInGuest} from './tui-in-guest.ts';
import {terminalUi} from './tui.ts';
import {prepareTools, run, workFolder, type Files} from './tools.ts';

/**
Prints what ipvs-tui costs beside Debian's ipvsadm and beside what is possible, all of it measured in this run and on one kernel. Words
narrow it: `bench.ts restore lists`; `engine`, `picks`, `screen` and `tui` need no kernel. `--full` also lets ipvsadm restore 55 000 rules, which takes many minutes.
*/
const main = async (words: readonly string[]): Promise<number> => {
	const isFull = words.includes('--full');
	const wanted = words.filter(word => word !== '--full');
	const names = [...Object.keys(withGuest), ...Object.keys(without)];
	const unknown = wanted.find(word => !names.includes(word));
	if (unknown !== undefined) {
		console.error(`There is no part "${unknown}"; there are ${names.join(', ')}`);
		return 2;
	}
	const isWanted = ([name]: readonly [string, unknown]): boolean =>
		wanted.length === 0 || wanted.includes(name);
	for (const [, section] of Object.entries(without).filter(isWanted)) {
		// oxlint-disable-next-line no-await-in-loop -- at the same time they would disturb each other
		console.log(await section());
	}
	const sections = Object.entries(withGuest).filter(isWanted);
	if (sections.length === 0) {
		return 0;
	}
	const lab = await findLab(join(projectFolder, '.cache/lab'));
	if ('missing' in lab) {
		console.error(`There is no kernel to measure on: ${lab.missing}`);
		return 1;
	}
	await mkdir(workFolder, {recursive: true});
	await prepareTools();
	const files = await writeFiles();
	for (const [, section] of sections) {
		// oxlint-disable-next-line no-await-in-loop -- as above
		console.log(await inGuest(lab, guest => section(guest, {files, isFull})));
	}
	return 0;
};

type Given = {readonly files: Files; readonly isFull: boolean};

/** Parts that need the lab's kernel. */
const withGuest: Readonly<Record<string, (guest: Guest, given: Given) => Promise<string>>> = {
	restore: (guest, {files, isFull}) => restoreSection(guest, files, isFull),
	lists: (guest, {files}) => listsSection(guest, files),
	connections: guest => connectionsSection(guest),
	small: guest => smallInGuest(guest),
	here: () => smallHere(),
	calls: (guest, {files}) => callsSection(guest, files),
	memory: (guest, {files}) => memorySection(guest, files),
	watch: guest => watchInGuest(guest),
};

/** Parts that are about this process alone. */
const without: Readonly<Record<string, () => Promise<string>>> = {
	picks: picksSection,
	engine: directorSection,
	screen: connectionsOnScreen,
	tui: terminalUi,
};

/** Every part gets a guest of its own: what one leaves behind in the kernel would spoil the figures of the next. */
const inGuest = async (
	lab: Parameters<typeof bootGuest>[0],
	section: (guest: Guest) => Promise<string>,
): Promise<string> => {
	await pin(true);
	const guest = await bootGuest(lab);
	await pin(false);
	try {
		await guest.run('modprobe ip_vs; modprobe ip_vs_wlc; ip link set lo up');
		return await section(guest);
	} finally {
		await guest.stop();
	}
};

/**
The guest's kernel and its programs are processes that wait for each other: on two processors each turn would wake the other one up,
which takes most of the time and is different every time. What this process starts is pinned as it is itself.
*/
const pin = async (isPinned: boolean): Promise<void> => {
	const processors = isPinned ? '0' : `0-${cpus().length - 1}`;
	await run('taskset', ['--cpu-list', '--pid', processors, String(process.pid)]).catch(() => {});
};

const writeFiles = async (): Promise<Files> => {
	const files: Record<number, {rules: string; requests: string}> = {};
	for (const services of [2, 100, 1000, 5000, 10_000]) {
		const rules = join(workFolder, `rules-${services}`);
		const requests = join(workFolder, `requests-${services}`);
		const text = rulesText(services);
		// oxlint-disable-next-line no-await-in-loop -- five files
		await Promise.all([writeFile(rules, text), writeRequests(requests, text)]);
		files[services] = {rules, requests};
	}
	return services => files[services] as {rules: string; requests: string};
};

process.exitCode = await main(process.argv.slice(2));
