import {join} from 'node:path';
import {afterAll, beforeAll, expect, test} from 'vitest';
import {orderText} from '../../source/operator/guard.ts';
import {change} from '../unit/client/director.ts';
import type {Guest} from './guest.ts';
import {addresses, buildNetwork, type Network} from './network.ts';
import {quote} from './quote.ts';
import {projectFolder} from './root-folder.ts';
import {describeLab, labGuest} from './shared.ts';

const {vip, servers} = addresses;
const [first] = servers;
const drained = `-A -t ${vip}:80 -s wlc\n-a -t ${vip}:80 -r ${first}:80 -m -w 0\n`;

/** Waits for the guard to end. */
const untilOver = (folder: string): string =>
	`timeout 150 tail --pid="$(cat ${folder}/pid)" -f /dev/null`;

describeLab('what an operator leaves behind, on a real kernel', () => {
	let guest: Guest;
	let network: Network;
	beforeAll(async () => {
		guest = await labGuest();
		network = await buildNetwork(guest, 'guard');
	});
	afterAll(async () => network?.remove());

	const onDirector = async (script: string, stdin = '') => network.on('director', script, {stdin});

	/** The shell is the program that left the guard: it is killed as soon as the guard is armed. */
	const leaveGuard = async (folder: string, deadline: string): Promise<void> => {
		const order = orderText({
			id: 'lab',
			what: 'drain',
			deadline: 0,
			inverse: [change(`-e -t ${vip}:80 -r ${first}:80 -m -w 9 -x 100`)],
		});
		const {stdout} = await onDirector(`
			ipvsadm -C; ipvsadm -R <<< ${quote(drained)}
			mkdir -p ${folder}
			sed "s/\\"deadline\\":0/\\"deadline\\":${deadline}/" <<< ${quote(order.trim())} > ${folder}/order.json
			export XDG_STATE_HOME=${folder}
			coproc leaver { exec setsid bash -c 'ipvs-tui guard ${folder}/order.json & echo $! > ${folder}/pid; wait'; }
			read -r word <&"\${leaver[0]}"
			kill -KILL "$leaver_PID"
			echo "$word"`);
		expect(stdout).toBe('armed\n');
	};

	test('a guard reverts although the program that left it was killed', async () => {
		const folder = '/tmp/guard-reverts';
		await leaveGuard(folder, '$(($(date +%s%3N) + 4000))');
		const {stdout} = await onDirector(
			`${untilOver(folder)}
			ipvsadm -Ln --thresholds | tail -1; cat ${folder}/ipvs-tui/log.jsonl`,
		);
		const [row = '', log = ''] = stdout.trim().split('\n');
		expect(row.trim().split(/\s+/)).toEqual(['->', `${first}:80`, '100', '0', '0', '0']);
		expect(JSON.parse(log)).toMatchObject({
			actor: 'scheduled',
			result: 'done',
			line: `-e -t ${vip}:80 -r ${first}:80 -m -w 9 -x 100`,
		});
	});

	test('what is confirmed stays, and the guard goes by itself', async () => {
		const folder = '/tmp/guard-confirmed';
		await leaveGuard(folder, '$(($(date +%s%3N) + 3600000))');
		const {stdout} = await onDirector(
			`rm ${folder}/order.json
			${untilOver(folder)}
			ipvsadm -Sn`,
		);
		expect(stdout).toBe(drained);
	});

	test('the switch for firm drains is that of the director’s own namespace', async () => {
		const program = `
			import {openQuiescentSwitch} from ${JSON.stringify(join(projectFolder, 'source/cli/operator/quiescent.ts'))};
			const place = process.argv[2];
			const wanted = {kind: 'kernel', ...(place === undefined ? {} : {networkNamespace: place})};
			const found = openQuiescentSwitch(wanted, {});
			console.log(await found.read(), await found.write(1), await found.read());
		`;
		const script = `cat > /tmp/switch.mts <<< ${quote(program)}; node /tmp/switch.mts`;
		const path = '/proc/sys/net/ipv4/vs/expire_quiescent_template';
		const inside = await onDirector(`${script}; cat ${path}; echo 0 > ${path}`);
		expect(inside).toMatchObject({stdout: '0 undefined 1\n1\n'});
		const outside = await guest.run(`${script} guard-director; cat ${path}`);
		expect(outside).toMatchObject({stdout: '0 undefined 1\n0\n'});
		expect((await onDirector(`cat ${path}`)).stdout).toBe('1\n');
	});
});
