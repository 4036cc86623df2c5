import {rmSync, utimesSync, writeFileSync} from 'node:fs';
import {mkdtemp, rm} from 'node:fs/promises';
import {tmpdir} from 'node:os';
import {join} from 'node:path';
import {afterEach, beforeEach, describe, expect, test} from 'vitest';
import {newCheckState, type ServerState} from '../../../../source/care/state.ts';
import type {Status} from '../../../../source/care/status.ts';
import {filesIn} from '../../../../source/cli/care/files.ts';
import {openKnownCare} from '../../../../source/cli/care/known-care.ts';
import {lockFolder} from '../../../../source/cli/care/lock.ts';
import {folderName} from '../../../../source/cli/care/place.ts';
import {noCare} from '../../../../source/operator/care.ts';

const web = 'tcp 192.0.2.1:80';
const check = newCheckState({kind: 'tcp', address: undefined, port: undefined});

const well: ServerState = {
	role: 'server',
	applied: undefined,
	checks: [{...check, verdict: 'up'}],
	since: 5000,
	mark: 'auto',
	weight: 10,
	left: [10],
	isHeld: false,
	isKept: false,
};
const failing: ServerState = {
	...well,
	checks: [{...check, verdict: 'down', why: 'connection refused'}],
	left: [0],
	did: {at: 8000, weight: 0},
};

const statusOf = (servers: Record<string, ServerState>, pid = process.pid): Status => ({
	version: 1,
	service: web,
	pid,
	written: 9000,
	checks: ['tcp'],
	state: {applied: undefined, quorum: 'met', isKnown: true, servers},
	seen: {},
});

let care: string;
beforeEach(async () => {
	care = await mkdtemp(join(tmpdir(), 'ipvs-tui-'));
});
afterEach(async () => rm(care, {recursive: true, force: true}));

const filesOf = (prefix = '') => filesIn(join(care, folderName(prefix, web)));
const take = (): void => expect(lockFolder(filesOf().folder).kind).toBe('held');
const age = (path: string): void => utimesSync(path, 1000, 1000);

describe('what is known of those who take care', () => {
	test('nothing where nobody ever did, and where others look after other directors', () => {
		expect(openKnownCare(join(care, 'none'), '').read()).toBe(noCare);
		filesOf('net:[4026532000] ').writeStatus(statusOf({'10.0.0.1:80': well}));
		expect(openKnownCare(care, '').read().size).toBe(0);
	});

	test('a file that somebody has spoilt says nothing', () => {
		take();
		writeFileSync(
			join(filesOf().folder, 'status.json'),
			'{"version":1,"service":"tcp 192.0.2.1:80"}',
		);
		expect(openKnownCare(care, '').read().size).toBe(0);
	});

	test('what the checks say and why, of a process that runs', () => {
		take();
		filesOf().writeStatus(statusOf({'10.0.0.1:80': well, '10.0.0.2:80': failing}));
		const service = openKnownCare(care, '').read().get(web);
		expect(service).toMatchObject({isInCare: true, pid: process.pid, leftAt: undefined});
		expect([...(service?.servers ?? [])]).toMatchObject([
			['10.0.0.1:80', {health: 'up', mark: 'auto', note: '', fullWeight: 10, since: 5000}],
			['10.0.0.2:80', {health: 'down', note: 'connection refused', did: {at: 8000, weight: 0}}],
		]);
	});

	test('a process that has ended is said to have, with when it spoke last', () => {
		take();
		filesOf().writeStatus(statusOf({'10.0.0.1:80': well}));
		const {read} = openKnownCare(care, '');
		expect(read().get(web)?.isInCare).toBe(true);
		// Another process has the number of one that is gone.
		const lock = join(filesOf().folder, 'lock');
		rmSync(lock);
		writeFileSync(lock, `${process.pid} 1\n`);
		expect(read().get(web)).toMatchObject({isInCare: false, leftAt: 9000});
	});

	test('it stays the same value while nothing is new, also when it was only written again', () => {
		take();
		const files = filesOf();
		files.writeStatus(statusOf({'10.0.0.1:80': well}));
		const {read} = openKnownCare(care, '');
		const first = read();
		files.writeStatus({...statusOf({'10.0.0.1:80': well}), written: 19_000});
		expect(read()).toBe(first);
		files.writeStatus(statusOf({'10.0.0.1:80': failing}));
		expect(read()).not.toBe(first);
	});

	test('very many are read one part after the other', () => {
		for (let port = 1; port <= 250; port += 1) {
			const service = `tcp 192.0.2.1:${port}`;
			filesIn(join(care, folderName('', service))).writeStatus({
				...statusOf({'10.0.0.1:80': well}),
				service,
			});
			age(join(care, folderName('', service)));
		}
		age(care);
		const {read} = openKnownCare(care, '');
		expect(read().size).toBe(200);
		expect(read().size).toBe(250);
		expect(read()).toBe(read());
	});

	test('a folder that nobody wrote into is not read again', () => {
		take();
		const files = filesOf();
		files.writeStatus(statusOf({'10.0.0.1:80': well}));
		age(files.folder);
		age(care);
		const {read} = openKnownCare(care, '');
		const first = read();
		files.writeStatus(statusOf({'10.0.0.1:80': failing}));
		age(files.folder);
		expect(read()).toBe(first);
	});

	test('what a person says counts from the moment that it is written, beside what was said of others', () => {
		take();
		const files = filesOf();
		files.writeStatus(statusOf({'10.0.0.1:80': well, '10.0.0.2:80': failing}));
		const {read, pin} = openKnownCare(care, '');
		read();
		const said = (server: string) => read().get(web)?.servers.get(server);
		expect(pin(web, new Map([['10.0.0.1:80', 'down']]))).toBe(undefined);
		expect(pin(web, new Map([['10.0.0.2:80', 'up']]))).toBe(undefined);
		expect(said('10.0.0.1:80')).toMatchObject({mark: 'down', note: 'pinned down'});
		expect(said('10.0.0.2:80')).toMatchObject({mark: 'up', note: 'pinned up; connection refused'});
		expect(files.marks()).toEqual({'10.0.0.1:80': 'down', '10.0.0.2:80': 'up'});
		pin(web, new Map([['10.0.0.1:80', 'auto']]));
		expect(said('10.0.0.1:80')).toMatchObject({mark: 'auto', note: ''});
		expect(files.marks()).toEqual({'10.0.0.2:80': 'up'});
	});
});
