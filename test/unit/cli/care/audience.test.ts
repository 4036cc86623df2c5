import {chmodSync, mkdirSync, readdirSync, readFileSync, statSync, writeFileSync} from 'node:fs';
import {mkdtemp, rm} from 'node:fs/promises';
import {tmpdir} from 'node:os';
import {join} from 'node:path';
import {afterEach, beforeEach, expect, test} from 'vitest';
import {adopt} from '../../../../source/care/adopt.ts';
import {statusOf} from '../../../../source/care/status.ts';
import {audienceOf, systemCare} from '../../../../source/cli/care/audience.ts';
import {filesIn} from '../../../../source/cli/care/files.ts';
import {lockFolder} from '../../../../source/cli/care/lock.ts';
import {readCare} from '../../care/world.ts';

const web = 'tcp 192.0.2.1:80';

let home: string;
let umask: number;
beforeEach(async () => {
	home = await mkdtemp(join(tmpdir(), 'ipvs-tui-'));
	umask = process.umask(0o077);
});
afterEach(async () => {
	process.umask(umask);
	await rm(home, {recursive: true});
});

const statusFor = (text: string) => {
	const configuration = readCare(text);
	const [cared] = configuration.values();
	const state = adopt(configuration, () => undefined, 0).get(web);
	if (cared === undefined || state === undefined) {
		throw new Error('there is no such service');
	}
	return statusOf(cared, state, {pid: process.pid, now: 0, seen: {}});
};

const modes = (folder: string) =>
	Object.fromEntries(
		[
			folder,
			join(folder, '..'),
			join(folder, '../..'),
			...readdirSync(folder).map(name => join(folder, name)),
		].map(path => [
			path.slice(home.length).replace('/ipvs-tui', '') || '/',
			(statSync(path).mode & 0o777).toString(8),
		]),
	);

test('what the care of the system knows is readable by all, whatever the umask and the folders that are there', () => {
	const folder = join(home, 'ipvs-tui/care/web');
	mkdirSync(folder, {recursive: true, mode: 0o700});
	writeFileSync(join(folder, 'pinned.json'), '{}', {mode: 0o600});
	expect(lockFolder(folder, 'everyone').kind).toBe('held');
	const files = filesIn(folder, 'everyone');
	files.writeStatus(statusFor('service -t 192.0.2.1:80\nserver 10.0.0.1:80 -m\n'));
	const open = {
		'/care/web': '755',
		'/care': '755',
		'/': '711',
		'/care/web/lock': '644',
		'/care/web/pinned.json': '644',
		'/care/web/status.json': '644',
	};
	expect(modes(folder)).toEqual(open);
	files.writeMarks({'10.0.0.1:80': 'down'});
	expect(modes(folder)).toEqual(open);
});

test('what the care of anybody else knows is the business of nobody else', () => {
	const folder = join(home, 'ipvs-tui/care/web');
	expect(audienceOf(folder)).toBe('owner');
	expect(audienceOf(join(systemCare, 'web'))).toBe('everyone');
	expect(lockFolder(folder).kind).toBe('held');
	filesIn(folder).writeStatus(statusFor('service -t 192.0.2.1:80\nserver 10.0.0.1:80 -m\n'));
	expect(modes(folder)).toEqual({
		'/care/web': '700',
		'/care': '700',
		'/': '700',
		'/care/web/lock': '600',
		'/care/web/status.json': '600',
	});
});

test('nothing that checks send is in what all may read', () => {
	const folder = join(home, 'ipvs-tui/care/web');
	filesIn(folder, 'everyone').writeStatus(
		statusFor(`service -t 192.0.2.1:80
			server 10.0.0.1:80 -m
			check http path /healthz?key=hidden-1 header "Authorization: Basic hidden-2" host hidden-3.example send hidden-4 method POST
			check udp send hidden-5 expect pong
			check exec /usr/bin/true hidden-6
		`),
	);
	chmodSync(folder, 0o755);
	const text = readFileSync(join(folder, 'status.json'), 'utf8');
	expect(text).not.toContain('hidden');
	expect(JSON.parse(text).checks).toEqual(['http /healthz?...', 'udp', 'exec /usr/bin/true']);
});
