/* Drains servers with guards behind it, as the terminal program does, and then waits to be killed. */
import {openShared} from '../../../../source/cli/demo.ts';
import {openGuards} from '../../../../source/cli/operator/guards.ts';
import {readLine} from '../../../../source/operator/lines.ts';

const [socket = '', ...lines] = process.argv.slice(2);
const guards = openGuards({
	program: [process.execPath, `${import.meta.dirname}/words.ts`],
	leading: ['--connect', socket],
	environment: process.env,
});
const client = await openShared(socket);
if (typeof client === 'string') {
	throw new Error(client);
}
const drains = lines.map(async (line, index) => {
	const [forth = '', back = ''] = line.split(' <> ');
	const deadline = Date.now() + 3_600_000;
	const [change, inverse] = [readLine(forth), readLine(back)];
	if (typeof change === 'string' || typeof inverse === 'string') {
		throw new Error(line);
	}
	const order = {id: `test-${index}`, what: 'drain', deadline, inverse: [inverse]};
	const problem = await guards.arm(order);
	if (problem !== undefined) {
		throw new Error(problem);
	}
	await client.change([change]);
});
await Promise.all(drains);
process.stdout.write('waiting\n');
setInterval(() => {}, 1000);
