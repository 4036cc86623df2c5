import {chmod, mkdtemp, readFile, rm, writeFile} from 'node:fs/promises';
import {tmpdir} from 'node:os';
import {join} from 'node:path';
import {afterEach, beforeEach, expect, test, vi} from 'vitest';
import {eventually} from '../../../eventually.ts';
import {openNotifier} from '../../../../source/cli/care/notify.ts';

let folder: string;
beforeEach(async () => {
	folder = await mkdtemp(join(tmpdir(), 'ipvs-tui-'));
	await writeFile(join(folder, 'systemd-notify'), `#!/bin/sh\necho "$*" >>${folder}/told\n`);
	await chmod(join(folder, 'systemd-notify'), 0o755);
	vi.stubEnv('PATH', folder);
});
afterEach(async () => {
	vi.unstubAllEnvs();
	await rm(folder, {recursive: true});
});

test('tells systemd that it is ready, alive and ending, and how often it wants to hear', async () => {
	const notifier = openNotifier({NOTIFY_SOCKET: '/run/notify', WATCHDOG_USEC: '30000000'});
	expect(notifier.heartbeat).toBe(10_000);
	for (const [tell, line] of [
		[notifier.ready, '--ready --status=taking care'],
		[notifier.alive, 'WATCHDOG=1'],
		[notifier.stopping, 'STOPPING=1'],
	] as const) {
		tell();
		// oxlint-disable-next-line no-await-in-loop -- one after the other
		await eventually(async () =>
			expect((await readFile(join(folder, 'told'), 'utf8')).trim().split('\n').at(-1)).toBe(
				`--pid=${process.pid} ${line}`,
			),
		);
	}
});

test('without systemd nobody is told anything', () => {
	expect(openNotifier({}).heartbeat).toBeUndefined();
});
