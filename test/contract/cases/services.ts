import {servicePolicy} from '../../../source/wire/policy.ts';
import {attributes, type Case} from '../case.ts';
import {
	address,
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

const add = (service: object, is?: 'EEXIST' | 'ENOENT' | 'EINVAL') =>
	({ask: 'newService', service, ...(is === undefined ? {} : {is})}) as Case['steps'][number];

const set = (service: object, is?: 'ENOENT' | 'EINVAL' | 'ESRCH') =>
	({ask: 'setService', service, ...(is === undefined ? {} : {is})}) as Case['steps'][number];

export const serviceCases: readonly Case[] = [
	{
		name: 'services of every kind',
		steps: [
			add({...web, ...settings}),
			add({...web, protocol: 17, ...settings}),
			add({...web, protocol: 132, ...settings}),
			add({...web6, ...settings6}),
			add({family: ipv4, mark: 7, ...settings}),
			add({family: ipv6, mark: 7, ...settings6}),
			{ask: 'getService', service: web},
			{ask: 'getService', service: {family: ipv6, mark: 7}},
		],
	},
	{
		name: 'a service that is there already, whatever its scheduler',
		steps: [
			add({...web, ...settings}),
			add({...web, ...settings}, 'EEXIST'),
			add({...web, ...settings, scheduler: 'nosuch'}, 'EEXIST'),
			add({...web6, ...settings6}),
			add({...web6, ...settings6, netmask: 0}, 'EEXIST'),
			add({...web}, 'EINVAL'),
		],
	},
	{
		name: 'schedulers by name',
		steps: [
			...'rr wrr lc wlc lblc lblcr dh sh sed nq fo ovf mh none'
				.split(' ')
				.map((scheduler, index) => add({...onPort(index + 1), ...settings, scheduler})),
			add({...web, ...settings, scheduler: 'nosuch'}, 'ENOENT'),
			add({...web, ...settings, scheduler: ''}, 'ENOENT'),
			add({...web, ...settings, scheduler: 'RR'}, 'ENOENT'),
			add({...web, ...settings, scheduler: 'ftp'}, 'ENOENT'),
			add({...web, ...settings, scheduler: 'fifteen-letters'}, 'ENOENT'),
			add({...web, ...settings, scheduler: 'sixteen--letters'}, 'EINVAL'),
		],
	},
	{
		name: 'persistence engines by name',
		steps: [
			add({...onPort(1), ...settings, persistenceEngine: 'sip'}),
			add({...onPort(2), ...settings, persistenceEngine: ''}),
			add({...web, ...settings, persistenceEngine: 'nosuch'}, 'ENOENT'),
			add({...web, ...settings, persistenceEngine: 'sixteen--letters'}, 'ENOENT'),
			add({...web, ...settings, persistenceEngine: 'seventeen-letters'}, 'EINVAL'),
		],
	},
	{
		name: 'IPv6 prefixes from 1 to 128, judged after the names',
		steps: [
			add({...web6, ...settings6, netmask: 0}, 'EINVAL'),
			add({...web6, ...settings6, netmask: 129}, 'EINVAL'),
			add({...web6, ...settings6, netmask: 0xff_ff_ff_ff}, 'EINVAL'),
			add({...web6, ...settings6, netmask: 0, scheduler: 'nosuch'}, 'ENOENT'),
			add({...web6, ...settings6, netmask: 0, persistenceEngine: 'nosuch'}, 'ENOENT'),
			add({family: ipv6, mark: 1, ...settings6, netmask: 0}, 'EINVAL'),
			add({...web6, ...settings6, netmask: 1}),
			add({...web6, port: 81, ...settings6, netmask: 128}),
			set({...web6, ...settings6, netmask: 0}, 'EINVAL'),
			set({...web6, ...settings6, netmask: 64, scheduler: 'nosuch'}, 'ENOENT'),
			set({...web6, ...settings6, netmask: 64}),
		],
	},
	{
		name: 'IPv4 masks of any shape',
		steps: ['0.0.0.0', '255.255.255.0', '255.0.255.0', '0.0.0.1'].map((text, index) =>
			add({...onPort(index + 1), ...settings, netmask: mask(text)}),
		),
	},
	{
		name: 'what ipvsadm would refuse: ports, flags and timeouts that make little sense',
		steps: [
			add({...onPort(0), ...settings}),
			add({...onPort(1), ...settings, flags: flags(4)}),
			add({...onPort(2), ...settings, flags: flags(1), timeout: 0}),
			add({...onPort(3), ...settings, flags: flags(0), timeout: 300}),
			add({...onPort(4), ...settings, flags: flags(0x39)}),
			add({...onPort(5), ...settings, flags: flags(0xff_ff_ff_fd)}),
			add({family: ipv6, mark: 3, ...settings6, flags: flags(5), timeout: 60}),
			add({...web6, ...settings6, flags: flags(5), timeout: 60, netmask: 64}),
			add({family: ipv4, mark: 3, ...settings, flags: flags(5), timeout: 60}),
			add({...onPort(6), ...settings, flags: flags(5), timeout: 60}),
		],
	},
	{
		name: 'any protocol number',
		steps: [0, 1, 2, 47, 50, 51, 58, 255, 256, 300, 65_535].map(protocol =>
			add({...web, protocol, ...settings}),
		),
	},
	{
		name: 'any address',
		steps: [
			...['0.0.0.0', '127.0.0.1', '224.0.0.1', '255.255.255.255'].map(text =>
				add({...web, address: address(text), ...settings}),
			),
			...['::', '::1', 'ff02::1', 'fe80::1', '::ffff:10.0.0.1'].map(text =>
				add({...web6, address: address(text), ...settings6}),
			),
		],
	},
	{
		name: 'a firewall mark of 0 is a service for TCP to 0.0.0.0:0',
		steps: [
			add({family: ipv4, mark: 0, ...settings}),
			add({family: ipv4, mark: 0, ...settings}, 'EEXIST'),
			add({...web, address: address('0.0.0.0'), port: 0, ...settings}, 'EEXIST'),
			{ask: 'getService', service: {family: ipv4, mark: 0}},
		],
	},
	{
		name: 'a firewall mark hides an address beside it',
		steps: [
			add({...web, mark: 9, ...settings}),
			{ask: 'getService', service: {family: ipv4, mark: 9}},
			{ask: 'getService', service: web, is: 'ESRCH'},
			add({family: ipv4, mark: 0xff_ff_ff_ff, ...settings}),
		],
	},
	{
		name: 'timeouts wrap where jiffies leave 32 bits',
		steps: [2_678_400, 42_949_672, 42_949_673, 0x7f_ff_ff_ff, 0xff_ff_ff_ff].map((timeout, index) =>
			add({...onPort(index + 1), ...settings, flags: flags(1), timeout}),
		),
	},
	{
		name: 'editing replaces flags, timeout, mask, scheduler and persistence engine',
		steps: [
			add({...web, ...settings, persistenceEngine: 'sip', flags: flags(1), timeout: 60}),
			{ask: 'newDestination', service: web, destination: server('10.1.0.1')},
			set({...web, ...settings, scheduler: 'mh', flags: flags(0x18), timeout: 90}),
			{ask: 'getService', service: web},
			set({...web, ...settings, scheduler: 'none', netmask: mask('255.255.0.0')}),
			{ask: 'getService', service: web},
			set({...web, ...settings, scheduler: 'nosuch', timeout: 5}, 'ENOENT'),
			set({...web, ...settings, persistenceEngine: 'nosuch', timeout: 5}, 'ENOENT'),
			set({...onPort(81), ...settings}, 'ESRCH'),
			set({...web}, 'EINVAL'),
			set({...onPort(81)}, 'EINVAL'),
		],
	},
	{
		name: 'only the masked bits of the flags change',
		steps: [
			add({...web, ...settings, flags: flags(0x1d, 0x15)}),
			{ask: 'getService', service: web},
			set({...web, ...settings, flags: flags(0x20, 0x21)}),
			{ask: 'getService', service: web},
			set({...web, ...settings, flags: flags(0, 0)}),
			{ask: 'getService', service: web},
			set({...web, ...settings, flags: flags(0, 2)}),
			{ask: 'getService', service: web},
			set({...web, ...settings, flags: flags(0xff, 0xff).slice(0, 4)}),
		],
	},
	{
		name: 'a service that is not there',
		steps: [
			{ask: 'deleteService', service: web, is: 'ESRCH'},
			{ask: 'zero', service: web, is: 'ESRCH'},
			{ask: 'getService', service: web, is: 'ESRCH'},
			{ask: 'deleteService', service: {family: ipv4, mark: 1}, is: 'ESRCH'},
			{ask: 'getDestination', dump: true, service: web},
			{ask: 'getDestination', dump: true},
			{ask: 'getDestination', dump: true, service: {family: ipv4}},
		],
	},
	{
		name: 'deleting',
		steps: [
			add({...web, ...settings}),
			add({...onPort(81), ...settings}),
			add({family: ipv4, mark: 7, ...settings}),
			add({family: ipv6, mark: 7, ...settings6}),
			{ask: 'newDestination', service: web, destination: server('10.1.0.1')},
			{ask: 'deleteService', service: {family: ipv6, mark: 7}},
			{ask: 'deleteService', service: web},
			{ask: 'deleteService', service: web, is: 'ESRCH'},
			{ask: 'newDestination', service: web, destination: server('10.1.0.1'), is: 'ESRCH'},
		],
	},
	{
		name: 'of one bucket the newest service comes first, also after editing an older one',
		steps: [
			// All have the same bucket: the low bytes of address and port differ alike.
			...[1, 2, 3, 4].map(index =>
				add({...web, address: address(`10.0.0.${index}`), port: 256 + index, ...settings}),
			),
			...[1, 257, 513].map(mark => add({family: ipv4, mark, ...settings})),
			set({...web, address: address('10.0.0.1'), port: 257, ...settings, scheduler: 'lc'}),
			{ask: 'getService', dump: true},
			{ask: 'getService', dump: true, service: attributes(servicePolicy, {family: 1})},
		],
	},
	{
		name: 'as many services as fill several pages',
		steps: [
			...Array.from({length: 300}, (_, index) => add({...onPort(index + 1), ...settings})),
			{ask: 'getService', dump: true},
		],
	},
];
