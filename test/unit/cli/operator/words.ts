/* Our own words as a process, without the native parts. */
import {runOuter} from '../../../../source/cli/outer.ts';
import {writerTo} from '../../../../source/cli/output.ts';
import {route} from '../../../../source/cli/route.ts';

const found = route(process.argv.slice(2));
if (found.kind === 'word') {
	process.exitCode = await runOuter(found, {stdout: writerTo(1), stderr: writerTo(2)});
	process.exit();
}
