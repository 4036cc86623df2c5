import {expect, test} from 'vitest';
import {seen} from '../../../source/doctor/evidence.ts';
import {examine} from '../../../source/doctor/examine.ts';
import {tunnelFlag, tunnelType} from '../../../source/model/destination.ts';
import {healthy, server, service} from './healthy.ts';

const blocks = (...all: readonly ReturnType<typeof service>[]) =>
	examine({...healthy, services: seen(all)}).realServers;

test('direct routing: quiet before the address is there; servers with the same commands share a block', () => {
	const direct = {method: 'directRouting'} as const;
	expect(
		blocks(
			service('tcp 192.0.2.10:80', [server('10.0.0.11', direct), server('10.0.0.12', direct)]),
			service('tcp 192.0.2.10:443', [server('10.0.0.11', direct), server('10.0.0.13')]),
		),
	).toEqual([
		{
			method: 'direct routing',
			servers: ['10.0.0.11', '10.0.0.12'],
			commands: [
				'sysctl -w net.ipv4.conf.all.arp_ignore=1 net.ipv4.conf.all.arp_announce=2',
				'ip address add 192.0.2.10/32 dev lo',
			],
		},
	]);
});

test('tunneling: the device for the kind of tunnel, without a reverse path filter', () => {
	expect(
		blocks(service('tcp 192.0.2.10:80', [server('10.0.0.11', {method: 'tunneling'})]))[0]?.commands,
	).toEqual([
		'sysctl -w net.ipv4.conf.all.arp_ignore=1 net.ipv4.conf.all.arp_announce=2',
		'modprobe ipip',
		'ip link set tunl0 up',
		'sysctl -w net.ipv4.conf.all.rp_filter=0 net.ipv4.conf.tunl0.rp_filter=0',
		'ip address add 192.0.2.10/32 dev lo',
	]);
	const gue = {type: tunnelType.gue, port: 6080, flags: tunnelFlag.noChecksum};
	expect(
		blocks(
			service('tcp [2001:db8::1]:80', [server('2001:db8::11', {method: 'tunneling', tunnel: gue})]),
		)[0]?.commands,
	).toEqual([
		'modprobe ip6_tunnel',
		'ip link set ip6tnl0 up',
		'modprobe fou',
		'ip fou add port 6080 gue -6',
		'ip address add 2001:db8::1/128 dev lo nodad',
	]);
});
