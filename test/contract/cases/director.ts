import type {Ask, Case} from '../case.ts';
import {
	address,
	bytes,
	ipv4,
	ipv6,
	raw,
	server,
	settings,
	settings6,
	web,
	web6,
} from '../values.ts';

const set = (top: object, is?: Ask['is']): Ask =>
	({ask: 'setConfig', top, ...(is === undefined ? {} : {is})}) as Ask;
const start = (daemon: object, is?: Ask['is']): Ask =>
	({ask: 'newDaemon', daemon, ...(is === undefined ? {} : {is})}) as Ask;
const stop = (daemon: object, is?: Ask['is']): Ask =>
	({ask: 'deleteDaemon', daemon, ...(is === undefined ? {} : {is})}) as Ask;

const timeouts: Ask = {ask: 'getConfig'};
const daemons: Ask = {ask: 'getDaemon', dump: true};
const master = {role: 1, interface: 'lo', syncId: 5} as const;
const backup = {...master, role: 2} as const;

/** Longest timeout in seconds at 100 jiffies a second. */
const longest = 21_474_836;

export const directorCases: readonly Case[] = [
	{name: 'version and size of the connection table', steps: [{ask: 'getInfo'}]},
	{
		name: 'timeouts: zero and absent keep what is',
		steps: [
			timeouts,
			set({timeoutTcp: 1, timeoutTcpFin: 2, timeoutUdp: 3}),
			timeouts,
			set({timeoutTcp: 0, timeoutUdp: 33}),
			timeouts,
			set({}),
			{ask: 'setConfig', service: {...web}},
			timeouts,
			set({timeoutTcp: longest, timeoutTcpFin: longest, timeoutUdp: longest}),
			timeouts,
		],
	},
	{
		name: 'timeouts: with one that cannot be nothing changes',
		steps: [
			set({timeoutTcp: longest + 1}, 'EINVAL'),
			set({timeoutTcp: 5, timeoutTcpFin: longest + 1}, 'EINVAL'),
			set({timeoutTcp: 5, timeoutUdp: 0x80_00_00_00}, 'EINVAL'),
			set({timeoutTcp: 5, timeoutUdp: 0xff_ff_ff_ff}, 'EINVAL'),
			set({timeoutTcp: bytes(5, 0)}, 'ERANGE'),
			timeouts,
			set({timeoutTcp: bytes(7, 0, 0, 0, 1, 1)}),
			timeouts,
		],
	},
	{
		name: 'flush and zero take anything',
		steps: [
			{ask: 'flush'},
			{ask: 'zero'},
			{ask: 'newService', service: {...web, ...settings}},
			{ask: 'newService', service: {...web6, ...settings6}},
			{ask: 'newDestination', service: web, destination: server('10.1.0.1')},
			{ask: 'zero'},
			{ask: 'zero', service: web},
			{ask: 'zero', service: {...web, port: 81}, is: 'ESRCH'},
			{ask: 'zero', service: {family: ipv4}, is: 'EINVAL'},
			{ask: 'zero', service: {}, is: 'EINVAL'},
			{ask: 'flush', service: {family: 1}, top: {timeoutTcp: 5}},
			{ask: 'getService', dump: true},
		],
	},
	{
		name: 'daemons: defaults of master and backup',
		steps: [daemons, start(master), daemons, start({...backup, syncId: 0}), daemons],
	},
	{
		name: 'daemons: everything said',
		steps: [
			start({
				...master,
				syncId: 300,
				maxLength: 1400,
				port: 9000,
				ttl: 3,
				group: bytes(239, 1, 2, 3),
			}),
			start({...backup, maxLength: 1300, port: 9001, ttl: 255, group6: address('ff02::81')}),
			daemons,
		],
	},
	{
		name: 'daemons: zeros are the defaults',
		steps: [start({...master, maxLength: 0, port: 0, ttl: 0}), daemons],
	},
	{
		name: 'daemons: the shortest and longest messages',
		steps: [start({...master, maxLength: 1}), start({...backup, maxLength: 1}), daemons],
	},
	{
		name: 'daemons: the longest messages',
		steps: [
			start({...master, maxLength: 65_535}),
			start({...backup, maxLength: 65_535, group6: address('ff02::81')}),
			daemons,
		],
	},
	{
		name: 'daemons: both groups said',
		steps: [start({...master, group: bytes(224, 0, 0, 9), group6: address('ff02::81')}), daemons],
	},
	{
		name: 'daemons: a default length with IPv6',
		steps: [start({...master, interface: 'eth0', group6: address('ff02::82')}), daemons],
	},
	{
		name: 'daemons that cannot be',
		steps: [
			{ask: 'newDaemon', is: 'EINVAL'},
			start({}, 'EINVAL'),
			start({role: 1, interface: 'lo'}, 'EINVAL'),
			start({role: 1, syncId: 1}, 'EINVAL'),
			start({interface: 'lo', syncId: 1}, 'EINVAL'),
			start({...master, interface: 'nosuch0'}, 'ENODEV'),
			start({...master, interface: ''}, 'ENODEV'),
			start({...master, role: 0}, 'EINVAL'),
			start({...master, role: 3}, 'EINVAL'),
			start({...master, role: 3, interface: 'nosuch0'}, 'ENODEV'),
			start({...master, interface: raw('lo')}, 'EINVAL'),
			start({...master, interface: 'sixteen--letters'}, 'EINVAL'),
			start({...master, interface: 'fifteen-letters'}, 'ENODEV'),
			start({...master, group: bytes(10, 0, 0, 1)}, 'EINVAL'),
			start({...master, group: bytes(224, 0)}, 'EINVAL'),
			start({...master, group6: address('2001:db8::1')}, 'EINVAL'),
			start({...master, group6: bytes(255, 2, 0, 0)}, 'EINVAL'),
			start({...master, group: bytes(10, 0, 0, 1), interface: 'nosuch0'}, 'EINVAL'),
			start({...master, ttl: bytes()}, 'EINVAL'),
			start({...master, port: bytes(1)}, 'EINVAL'),
			daemons,
		],
	},
	{
		name: 'daemons: one of each',
		steps: [
			start(master),
			start({...master, syncId: 9}, 'EEXIST'),
			start({...master, interface: 'nosuch0'}, 'ENODEV'),
			start(backup),
			start(backup, 'EEXIST'),
			stop({role: 1}),
			stop({role: 1}, 'ESRCH'),
			daemons,
			start({...master, syncId: 9}),
			daemons,
		],
	},
	{
		name: 'daemons: stopping what does not run',
		steps: [
			stop({role: 1}, 'ESRCH'),
			stop({role: 2}, 'ESRCH'),
			stop({role: 0}, 'EINVAL'),
			stop({role: 3}, 'EINVAL'),
			stop({}, 'EINVAL'),
			stop({interface: 'lo'}, 'EINVAL'),
			{ask: 'deleteDaemon', is: 'EINVAL'},
			start(master),
			stop({role: 1, interface: 'nosuch0', syncId: 7}),
		],
	},
	{
		name: 'daemons and destinations of another family exclude each other',
		steps: [
			{ask: 'newService', service: {...web, ...settings}},
			start(master),
			{
				ask: 'newDestination',
				service: web,
				destination: {...server('2001:db8::11'), family: ipv6, method: 2},
				is: 'EINVAL',
			},
			stop({role: 1}),
			{
				ask: 'newDestination',
				service: web,
				destination: {...server('2001:db8::11'), family: ipv6, method: 2},
			},
			start(master, 'EINVAL'),
			start({...master, interface: 'nosuch0'}, 'EINVAL'),
			{
				ask: 'deleteDestination',
				service: web,
				destination: {...server('2001:db8::11'), family: ipv6},
			},
			start(master),
		],
	},
];
