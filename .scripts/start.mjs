/* `npm start`: prepares what is not ready, then runs the program with the given arguments. */
import {spawn} from 'node:child_process';
import {join} from 'node:path';
import {prepare, projectEnvironment, projectNode, root} from './prepare.mjs';

prepare();

const child = spawn(projectNode(), [join(root, 'dist', 'main.js'), ...process.argv.slice(2)], {
	stdio: 'inherit',
	env: projectEnvironment(),
});
// The program decides what a signal means. ^C reaches it from the terminal by itself; the others come to this process alone.
process.on('SIGINT', () => {});
for (const signal of ['SIGTERM', 'SIGHUP']) {
	process.on(signal, () => child.kill(signal));
}
child.on('exit', (code, signal) => {
	if (signal === null) {
		process.exit(code ?? 1);
	}
	process.removeAllListeners(signal);
	process.kill(process.pid, signal);
});
