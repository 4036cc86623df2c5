/*
Measures what the program costs beside Debian's ipvsadm, on a kernel of its own, and prints tables: `npm run bench`. Words narrow it
(`npm run bench -- restore lists`); `--full` also waits for ipvsadm where it takes many minutes. Plain JavaScript, because it runs
under whatever Node the machine has (20 or later).
*/
import {spawn} from 'node:child_process';
import {join} from 'node:path';
import {prepare, projectEnvironment, projectNode, root} from './prepare.mjs';

prepare();
const child = spawn(
	projectNode(),
	[join(root, 'test', 'scale', 'bench.ts'), ...process.argv.slice(2)],
	{stdio: 'inherit', env: projectEnvironment()},
);
child.on('exit', (code, signal) => {
	process.exitCode = signal === null ? code : 1;
});
