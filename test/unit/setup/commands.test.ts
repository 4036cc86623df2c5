import {join} from 'node:path';
import {expect, test} from 'vitest';
import type {ServiceFacts} from '../../../source/doctor/evidence.ts';
import {commandText} from '../../../source/setup/command.ts';
import {desired} from '../../../source/setup/desired.ts';
import {planFor} from '../../../source/setup/plan.ts';
import {readSourceNat, type Wishes} from '../../../source/setup/wishes.ts';
import {addressText} from '../../../source/model/address.ts';
import {markService, server, service} from '../doctor/healthy.ts';
import {bare, plain} from './host.ts';

const web = service('tcp 192.0.2.10:80', [server('10.0.0.11'), server('10.0.0.12')]);
const secure = service('tcp 192.0.2.10:443', [server('10.0.0.11')], {scheduler: 'mh'});
const names = service('udp 192.0.2.11:53', [server('10.0.0.13', {method: 'directRouting'})]);
const everyPort = service('tcp 192.0.2.12:0', [server('10.0.0.14', {method: 'tunneling'})]);
const wide = service('tcp [2001:db8::10]:80', [server('2001:db8:1::11')], {netmask: 128});
const neighbour = service('tcp [2001:db8:f::10]:80', [server('2001:db8:1::11')], {netmask: 128});
const marked = markService(7, [server('10.0.0.11', {port: 0})]);
const here = service('tcp 192.0.2.20:80', [server('127.0.0.1', {port: 8081})]);

const snat = (text: string): Pick<Wishes, 'sourceNat'> => {
	const sourceNat = readSourceNat(text);
	if (typeof sourceNat === 'string') {
		throw new Error(sourceNat);
	}
	return {sourceNat};
};

/** What setup would do on a host with nothing on it. */
const commands = (services: readonly ServiceFacts[], wishes: Wishes): string => {
	const items = desired(services, wishes, {
		devices: ['eth0', 'eth1'],
		linkOf: address => (address.startsWith('2001:db8:f::') ? 'eth0' : undefined),
		isHere: address => addressText(address).startsWith('127.'),
	});
	return planFor(items, [], bare)
		.steps.flatMap(step => step.commands.map(each => `${commandText(each)}\n`))
		.join('');
};

const cases: readonly (readonly [string, readonly ServiceFacts[], Partial<Wishes>])[] = [
	['plain', [web, names], {}],
	['masquerade', [web, secure, names, wide, marked], snat('masquerade')],
	['pool', [web, wide], snat('198.51.100.1-198.51.100.4')],
	[
		'one-by-one',
		[web, secure, marked, wide],
		snat('masquerade,tcp/192.0.2.10:443=198.51.100.1,fwmark/7=198.51.100.2'),
	],
	['catch-all', [web, names, everyPort, wide], {catchAll: 666}],
	['link-mode', [here], {isLinkMode: true, catchAll: 666}],
	['neighbours', [wide, neighbour], {}],
	['routes', [web, wide, neighbour], {place: {kind: 'route', device: 'lo'}}],
	['persistent', [web], {...snat('masquerade'), isPersistent: true}],
];

/** Copies to read and to review; `vitest run --update` renews them. */
test.for(
	cases.flatMap(([name, services, wishes]) =>
		(['iptables', 'nftables'] as const).map(backend => [name, backend, services, wishes] as const),
	),
)('%s with %s', async ([name, backend, services, wishes]) => {
	await expect(commands(services, {...plain, ...wishes, backend})).toMatchFileSnapshot(
		join(import.meta.dirname, 'golden', `${name}.${backend}.sh`),
	);
});
