import {execFileSync, spawn} from 'node:child_process';
import {mkdirSync, mkdtempSync, readdirSync, readFileSync, rmSync, writeFileSync} from 'node:fs';
import {tmpdir} from 'node:os';
import {join} from 'node:path';
import {expect, onTestFinished, test} from 'vitest';
import {program, startInPty} from './in-pty.ts';
import {until} from './terminal.ts';

const [node, main] = program;

/** A shared demo, whose guards are processes as those of a kernel are, and the program before it with the cursor on a server. */
const start = async () => {
	const folder = mkdtempSync(join(tmpdir(), 'ipvs-tui-'));
	const state = join(folder, 'ipvs-tui');
	mkdirSync(state);
	writeFileSync(join(state, 'hints.json'), '["welcome"]');
	const path = join(folder, 'demo');
	const demo = spawn(node, [main, '--demo', 'web', '--listen', path], {
		stdio: ['ignore', 'ignore', 'pipe'],
	});
	onTestFinished(() => {
		demo.kill('SIGKILL');
		rmSync(folder, {recursive: true, maxRetries: 50});
	});
	await new Promise(resolve => {
		demo.stderr.once('data', resolve);
	});
	const environment = {XDG_STATE_HOME: folder};
	const tui = startInPty({command: [...program, '--connect', path], environment});
	onTestFinished(tui.kill);
	await tui.see('Total of 14 services');
	tui.press('j');
	await tui.see(/›.*10\.0\.1\.11:8080/);
	const guards = join(state, 'guards');
	return {
		tui,
		weight: (): string =>
			/-r 10\.0\.1\.11:8080 .*-w (\d+)/.exec(
				execFileSync(node, [main, '--connect', path, '-Sn'], {
					encoding: 'utf8',
				}),
			)?.[1] ?? 'none',
		log: () => readFileSync(join(state, 'log.jsonl'), 'utf8'),
		/** Lets the time of every guard be over. */
		pass: (): void => {
			for (const name of readdirSync(guards)) {
				const order = join(guards, name);
				writeFileSync(order, readFileSync(order, 'utf8').replace(/"deadline":\d+/, '"deadline":1'));
			}
		},
		left: () => readdirSync(guards),
	};
};

test.each([
	['SIGKILL', {code: 0, signal: 9}],
	['SIGTERM', {code: 143}],
	['SIGHUP', {code: 129}],
] as const)('%s while a change waits to be confirmed and a drain runs', async (signal, end) => {
	const {tui, weight, log, pass, left} = await start();
	tui.press('w', '3', '!', 'Enter');
	await tui.see('reverts in');
	expect(weight()).toBe('3');
	tui.press('j', 'd', 'Enter');
	await tui.see(/1 drain(ing|ed)/);
	process.kill(tui.pid, signal);
	expect(await tui.end()).toMatchObject(end);
	if (signal !== 'SIGKILL') {
		await tui.until(() => !tui.isAlternate(), 'the normal screen is back');
		expect(tui.output().lastIndexOf('\u001B[?25h')).toBeGreaterThan(
			tui.output().lastIndexOf('\u001B[?25l'),
		);
	}
	expect(weight()).toBe('3');
	pass();
	await until(() => left().length === 0, {otherwise: () => `guards are left: ${left().join()}`});
	expect(weight()).toBe('10');
	// Every line of the log is whole, and tells of all three.
	const lines = log()
		.trim()
		.split('\n')
		.map(line => JSON.parse(line) as {what: string});
	expect(lines.map(({what}) => what).join('\n')).toMatch(
		/weight 10 > 3[^]*weight 10 > 0[^]*reverted by the guard/,
	);
});
