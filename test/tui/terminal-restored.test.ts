import {mkdtempSync, readFileSync, readlinkSync, rmSync, writeFileSync} from 'node:fs';
import {tmpdir} from 'node:os';
import {join} from 'node:path';
import {describe, expect, onTestFinished, test} from 'vitest';
import {program, startInPty, type InPty, type InPtyOptions} from './in-pty.ts';

const start = (options: InPtyOptions): InPty => {
	const tui = startInPty(options);
	onTestFinished(tui.kill);
	return tui;
};

const demo = [...program, '--demo', 'web'].join(' ');

/** The program in a shell that does nothing for the terminal itself, and then tells what state it is in. */
const startInScript = (command = demo): InPty =>
	start({
		command: ['/bin/sh', '-c', `trap : INT QUIT; ${command}; echo code $?; stty -a; echo end`],
	});

/** Back on the normal screen, with a cursor, an echo and no leftover modes. */
const expectRestored = (shell: InPty): void => {
	expect(shell.isAlternate()).toBe(false);
	const modes = shell.output();
	const isLast = (off: string, on: string) => modes.lastIndexOf(off) > modes.lastIndexOf(on);
	expect(isLast('\u001B[?1049l', '\u001B[?1049h')).toBe(true);
	expect(isLast('\u001B[?25h', '\u001B[?25l')).toBe(true);
	expect(isLast('\u001B[?2004l', '\u001B[?2004h')).toBe(true);
};

const expectCooked = (shell: InPty): void => {
	expect(shell.text()).toMatch(/ icanon/);
	expect(shell.text()).toMatch(/ echo /);
	expect(shell.text()).toMatch(/(?<!-)isig/);
};

/** The Node process that runs below this shell. */
const childOf = (shell: InPty): number => {
	const path = `/proc/${shell.pid}/task/${shell.pid}/children`;
	const pids = readFileSync(path, 'utf8').trim().split(' ');
	return Number(pids.find(pid => readlinkSync(`/proc/${pid}/exe`) === process.execPath));
};

describe('the terminal is put back', () => {
	test.each(['q', '^c'])('after %s, with exit code 0', async key => {
		const shell = startInScript();
		await shell.see('Total of 14 services');
		shell.press(key);
		await shell.see(/code 0\n[^]*end/);
		expectRestored(shell);
		expectCooked(shell);
	});

	test.each([
		['SIGTERM', 143],
		['SIGINT', 130],
		['SIGHUP', 129],
		['SIGQUIT', 131],
	] as const)('after %s, with exit code %i', async (signal, code) => {
		const shell = startInScript();
		await shell.see('Total of 14 services');
		process.kill(childOf(shell), signal);
		await shell.see(new RegExp(`code ${code}\n[^]*end`));
		expectRestored(shell);
		expectCooked(shell);
	});

	test('after a defect, whose error is then on the normal screen', async () => {
		const fault = `data:text/javascript,process.on("SIGUSR2",()=>{throw new Error("on-purpose")})`;
		const [node, main] = program;
		const shell = startInScript(`${node} --import '${fault}' ${main} --demo web`);
		await shell.see('Total of 14 services');
		process.kill(childOf(shell), 'SIGUSR2');
		await shell.see(/code 70\n[^]*end/);
		expectRestored(shell);
		expectCooked(shell);
		expect(shell.output()).toMatch(/\?1049l[^]*a defect in the program ended it[^]*on-purpose/);
	});

	test('while ^z stops it; fg brings it back as it was', async () => {
		const shell = start({
			command: ['/bin/bash', '--norc', '-i'],
			environment: {PS1: 'shell> ', PROGRAM: demo},
		});
		await shell.see('shell>');
		shell.press('$PROGRAM\r');
		await shell.see('Total of 14 services');
		shell.press('j', '^z');
		await shell.see('Stopped');
		expect(shell.isAlternate()).toBe(false);
		shell.press('echo $((6 * 7))\r');
		await shell.see('42');
		shell.press('fg\r');
		await shell.until(() => shell.isAlternate(), 'the program is back');
		await shell.see('›    10.0.1.11:8080');
		shell.press('j');
		await shell.see('›    10.0.1.12:8080');
		shell.press('q');
		await shell.until(() => !shell.isAlternate(), 'the normal screen is back');
	});

	test("with the mouse on, which is the shell's again while ^z stops it and after a signal", async () => {
		const folder = mkdtempSync(join(tmpdir(), 'ipvs-tui-'));
		onTestFinished(() => rmSync(folder, {recursive: true, maxRetries: 50}));
		const preferences = join(folder, 'config.json');
		writeFileSync(preferences, '{"mouse": true}');
		const shell = start({
			command: ['/bin/bash', '--norc', '-i'],
			environment: {PS1: 'shell> ', PROGRAM: `${demo} --config ${preferences}`},
		});
		const mouse = () => shell.xterm.modes.mouseTrackingMode;
		await shell.see('shell>');
		shell.press('$PROGRAM\r');
		await shell.see('Total of 14 services');
		await shell.until(() => mouse() === 'vt200', "the mouse is the program's");
		shell.press('^z');
		await shell.see('Stopped');
		expect(mouse()).toBe('none');
		shell.press('fg\r');
		await shell.until(() => mouse() === 'vt200', "the mouse is the program's again");
		process.kill(childOf(shell), 'SIGTERM');
		await shell.until(() => !shell.isAlternate(), 'the normal screen is back');
		await shell.until(() => mouse() === 'none', "the mouse is the shell's");
	});

	test('it ends when the terminal goes away', async () => {
		const tui = start({});
		await tui.see('Total of 14 services');
		tui.hangUp();
		await tui.end();
	});
});
