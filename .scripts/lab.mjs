/*
A shell in a Linux of its own with a director, two servers and traffic, to try everything on a real kernel: `npm run lab`.
`npm run lab -- ipvs-tui` runs one command there instead. Plain JavaScript, because it runs under whatever Node the machine has (20 or later).
*/
import {spawn} from 'node:child_process';
import {join} from 'node:path';
import {prepare, projectEnvironment, projectNode, root} from './prepare.mjs';

await prepare();
const child = spawn(
	projectNode(),
	[join(root, 'test', 'lab', 'shell.ts'), ...process.argv.slice(2)],
	{
		stdio: 'inherit',
		env: projectEnvironment(),
	},
);
// What is typed goes to the guest, also Control-C; only the shell there decides when it ends.
process.on('SIGINT', () => {});
child.on('exit', (code, signal) => {
	process.exitCode = signal === null ? code : 1;
});
