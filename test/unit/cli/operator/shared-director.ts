/* A director in a process of its own, shared on the socket that is named first, with the rules that follow. */
import {openClient} from '../../../../source/client/open.ts';
import {createEngine} from '../../../../source/engine/engine.ts';
import {openEmbedded} from '../../../../source/transport/embedded.ts';
import {listen} from '../../../../source/transport/remote/unix-socket.ts';
import {readLine} from '../../../../source/operator/lines.ts';

const [path = '', ...rules] = process.argv.slice(2);
const engine = createEngine({now: () => 0});
const client = openClient(openEmbedded(engine));
for (const rule of rules) {
	const change = readLine(rule);
	if (typeof change === 'string') {
		throw new Error(change);
	}
	await client.change([change]);
}
const listening = await listen(path, () => openEmbedded(engine));
process.stdout.write(listening.ok ? 'ready\n' : `${JSON.stringify(listening)}\n`);
