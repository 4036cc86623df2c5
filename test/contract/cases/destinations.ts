import {destinationPolicy} from '../../../source/wire/policy.ts';
import {attributes, type Ask, type Case} from '../case.ts';
import {
	address,
	bytes,
	flags,
	ipv4,
	ipv6,
	mask,
	onPort,
	server,
	settings,
	settings6,
	web,
	web6,
} from '../values.ts';

const withWeb: Ask = {ask: 'newService', service: {...web, ...settings}};
const withWeb6: Ask = {ask: 'newService', service: {...web6, ...settings6}};

const on =
	(ask: Ask['ask'], service: object = web) =>
	(destination: object, is?: Ask['is']): Ask =>
		({ask, service, destination, ...(is === undefined ? {} : {is})}) as Ask;
const add = on('newDestination');
const set = on('setDestination');
const remove = on('deleteDestination');
const add6 = on('newDestination', web6);

const one = server('10.1.0.1');

const without = (name: string) =>
	Object.fromEntries(Object.entries(one).filter(([key]) => key !== name));

export const destinationCases: readonly Case[] = [
	{
		name: 'a destination lacks something',
		steps: [
			withWeb,
			...Object.keys(one).map(name => add(without(name), 'EINVAL')),
			add(one),
			...Object.keys(one).map(name => set(without(name), 'EINVAL')),
			remove({address: one.address}, 'EINVAL'),
			remove({port: 80}, 'EINVAL'),
			{ask: 'newDestination', service: web, is: 'EINVAL'},
			{ask: 'setDestination', service: web, is: 'EINVAL'},
			{ask: 'deleteDestination', service: web, is: 'EINVAL'},
			{ask: 'newDestination', destination: one, is: 'EINVAL'},
			add({...one, port: bytes(1)}, 'EINVAL'),
			add({...one, weight: bytes(1, 2, 3)}, 'EINVAL'),
			add({...one, address: new Uint8Array(17)}, 'EINVAL'),
			remove({address: one.address, port: 80}),
		],
	},
	{
		name: 'of a service that is not there',
		steps: [
			add(one, 'ESRCH'),
			add({}, 'ESRCH'),
			set(one, 'ESRCH'),
			remove(one, 'ESRCH'),
			{ask: 'newDestination', service: web, is: 'ESRCH'},
		],
	},
	{
		name: 'forwarding methods are three bits',
		steps: [
			withWeb,
			...[0, 1, 2, 3, 4, 5, 6, 7, 8, 11, 0xff_ff_ff_ff].map((method, index) =>
				add({...server(`10.1.1.${index + 1}`), method}),
			),
		],
	},
	{
		name: 'one that is there already, whatever its method',
		steps: [
			withWeb,
			add(one),
			add(one, 'EEXIST'),
			add({...one, method: 3, weight: 9}, 'EEXIST'),
			add(server('10.1.0.1', 81)),
			add({...one, family: ipv4}, 'EEXIST'),
		],
	},
	{
		name: 'one that is not there',
		steps: [
			withWeb,
			set(one, 'ENOENT'),
			remove(one, 'ENOENT'),
			add(one),
			set(server('10.1.0.1', 81), 'ENOENT'),
			remove(server('10.1.0.2'), 'ENOENT'),
			remove(one),
			remove(one, 'ENOENT'),
		],
	},
	{
		name: 'weights are signed',
		steps: [
			withWeb,
			add({...one, weight: 0xff_ff_ff_ff}, 'ERANGE'),
			add({...one, weight: 0x80_00_00_00}, 'ERANGE'),
			add({...one, weight: 0x7f_ff_ff_ff}),
			set({...one, weight: 0x80_00_00_00}, 'ERANGE'),
			set({...one, weight: 65_536}),
			set({...one, weight: 0}),
		],
	},
	{
		name: 'thresholds',
		steps: [
			withWeb,
			add({...one, upperThreshold: 5, lowerThreshold: 6}, 'ERANGE'),
			add({...one, upperThreshold: 0, lowerThreshold: 1}, 'ERANGE'),
			add({...one, upperThreshold: 5, lowerThreshold: 5}),
			set({...one, upperThreshold: 5, lowerThreshold: 6}, 'ERANGE'),
			set({...one, upperThreshold: 0x7f_ff_ff_ff, lowerThreshold: 0x7f_ff_ff_ff}),
			set({...one, upperThreshold: 0, lowerThreshold: 0}),
		],
	},
	{
		name: 'what is judged first',
		steps: [
			withWeb,
			add(one),
			add({...one, weight: -1 >>> 0, lowerThreshold: 1, tunnelType: 1}, 'ERANGE'),
			add({...one, lowerThreshold: 1, tunnelType: 1}, 'ERANGE'),
			add({...one, tunnelType: 1}, 'EINVAL'),
			add({...server('224.0.0.1'), weight: -1 >>> 0}, 'ERANGE'),
			set({...server('10.1.0.9'), weight: -1 >>> 0}, 'ERANGE'),
			set({...server('10.1.0.9'), tunnelType: 1}, 'EINVAL'),
			add({...one, family: 1, weight: -1 >>> 0}, 'EAFNOSUPPORT'),
			add({...one, family: ipv6, weight: -1 >>> 0}, 'EINVAL'),
			add({...server('10.1.0.9'), family: 1, weight: bytes(1)}, 'EINVAL'),
		],
	},
	{
		name: 'tunnels',
		steps: [
			withWeb,
			add({...server('10.1.2.1'), method: 2, tunnelType: 1, tunnelPort: 6080, tunnelFlags: 1}),
			add({...server('10.1.2.2'), method: 2, tunnelType: 2, tunnelPort: 0, tunnelFlags: 2}),
			add({...server('10.1.2.3'), method: 0, tunnelType: 1, tunnelPort: 6080, tunnelFlags: 1}),
			add({...server('10.1.2.4'), method: 0, tunnelType: 1, tunnelPort: 0}, 'EINVAL'),
			add({...server('10.1.2.5'), method: 2, tunnelType: 3, tunnelPort: 1, tunnelFlags: 9}),
			add({...server('10.1.2.6'), tunnelType: 255, tunnelPort: 65_535, tunnelFlags: 65_535}),
			set({...server('10.1.2.1'), method: 2, tunnelType: 1}, 'EINVAL'),
			set({...server('10.1.2.1'), method: 2}),
		],
	},
	{
		name: 'an IPv4 destination has to be the address of one host',
		steps: [
			withWeb,
			...['224.0.0.1', '239.255.255.255', '255.255.255.255', '0.0.0.0', '127.255.255.255'].map(
				text => add(server(text), 'EINVAL'),
			),
			...['127.0.0.0', '127.0.0.1', '127.1.2.3', '240.0.0.1', '0.1.2.3', '10.255.255.255'].map(
				text => add(server(text)),
			),
		],
	},
	{
		name: 'an IPv6 destination has to be the address of one host',
		steps: [
			withWeb6,
			...['::', 'ff02::1', 'ff0e::1', 'fe80::1', 'febf::1', '::ffff:10.0.0.1', '::ffff:0:0'].map(
				text => add6(server(text), 'EINVAL'),
			),
			...[
				'::1',
				'::2',
				'::10.0.0.1',
				'64:ff9b::1',
				'2001:db8::1',
				'fc00::1',
				'fec0::1',
				'fe00::1',
			].map(text => add6(server(text))),
			...['e000::1', '4000::1', '100::1', '0:0:1::', '::1:0:0'].map(text => add6(server(text))),
		],
	},
	{
		name: 'the other address family goes through tunnels only',
		steps: [
			withWeb,
			withWeb6,
			add({...server('2001:db8::11'), family: ipv6, method: 2}),
			add({...server('2001:db8::12'), family: ipv6, method: 0}, 'EINVAL'),
			add({...server('2001:db8::12'), family: ipv6, method: 3}, 'EINVAL'),
			add({...server('2001:db8::12'), family: ipv6, method: 10}),
			add({...server('ff02::1'), family: ipv6, method: 2}, 'EINVAL'),
			add6({...server('10.1.3.1'), family: ipv4, method: 2}),
			add6({...server('10.1.3.2'), family: ipv4}, 'EINVAL'),
			add6({...server('2001:db8::13'), family: ipv6}),
			set({...server('2001:db8::11'), family: ipv6, method: 0}, 'EINVAL'),
			set({...server('2001:db8::11'), family: ipv6, method: 2, weight: 5}),
			set({...server('2001:db8::19'), family: ipv6, method: 2}, 'ENOENT'),
			remove(server('2001:db8::11'), 'ENOENT'),
			remove({...server('2001:db8::11'), family: 1}, 'EAFNOSUPPORT'),
			remove({...server('2001:db8::11'), family: ipv6, method: 0}),
		],
	},
	{
		name: 'ports of their own, and none',
		steps: [
			withWeb,
			add({...server('10.1.0.1', 8080), method: 3}),
			add({...server('10.1.0.2', 0), method: 2}),
			add({...server('10.1.0.3', 0), method: 0}),
			{ask: 'newService', service: {family: ipv4, mark: 5, ...settings}},
			on('newDestination', {family: ipv4, mark: 5})({...server('10.1.0.1', 80), method: 3}),
			on('newDestination', {family: ipv4, mark: 5})({...server('10.1.0.1', 0), method: 3}),
		],
	},
	{
		name: 'the newest comes first, also after editing an older one',
		steps: [
			withWeb,
			...[1, 2, 3, 4, 5].map(index => add(server(`10.1.4.${index}`))),
			set({...server('10.1.4.1'), method: 3, weight: 50}),
			remove(server('10.1.4.3')),
			add({...server('10.1.4.3'), weight: 33}),
			{ask: 'getDestination', dump: true, service: web},
		],
	},
	{
		name: 'the same servers in several services',
		steps: [
			withWeb,
			{ask: 'newService', service: {...onPort(81), ...settings, flags: flags(1), timeout: 9}},
			{
				ask: 'newService',
				service: {...web, protocol: 17, ...settings, netmask: mask('255.255.255.0')},
			},
			add(one),
			on('newDestination', onPort(81))({...one, weight: 2}),
			on('newDestination', {...web, protocol: 17})({...one, weight: 3, method: 3}),
			{ask: 'deleteService', service: onPort(81)},
		],
	},
	{
		name: 'deleted and added again, with the service and without it',
		steps: [
			withWeb,
			add({...one, weight: 7, upperThreshold: 9}),
			remove(one),
			add({...one, weight: 0}),
			{ask: 'deleteService', service: web},
			withWeb,
			add({...one, method: 2}),
			{ask: 'flush'},
			withWeb,
			add({...one, method: 4}),
		],
	},
	{
		name: 'attributes that are too long or come twice',
		steps: [
			withWeb,
			add({...one, address: bytes(10, 1, 0, 7)}),
			add({...one, address: bytes(10, 1, 0, 8, 9, 9, 9, 9, 9, 9, 9, 9, 9, 9, 9, 9)}),
			remove({address: address('10.1.0.8'), port: 80}),
			add({...one, port: bytes(0, 90, 1, 1), weight: bytes(4, 0, 0, 0, 9)}),
			{
				ask: 'newDestination',
				service: web,
				destination: attributes(destinationPolicy, one, {port: 99}),
			},
			add({...one, port: 98, active: 5, inactive: 5, persistent: 5}),
			add({...one, port: 97, active: bytes(5)}, 'EINVAL'),
		],
	},
	{
		name: 'as many as fill several pages',
		steps: [
			withWeb,
			...Array.from({length: 400}, (_, index) =>
				add(server(`10.2.${Math.floor(index / 250)}.${(index % 250) + 1}`)),
			),
			{ask: 'getDestination', dump: true, service: web},
		],
	},
];
