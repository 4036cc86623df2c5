import {servicePolicy} from '../../../source/wire/policy.ts';
import {attributes, type Case} from '../case.ts';
import {address, bytes, flags, ipv4, raw, server, settings, web, web6} from '../values.ts';

type Step = Case['steps'][number];

const without = (content: object, name: string): Record<string, number | string | Uint8Array> =>
	Object.fromEntries(Object.entries(content).filter(([key]) => key !== name));

const whole = {...web, ...settings};

const refused = (service: object, is: NonNullable<Step['is']> = 'EINVAL'): Step =>
	({ask: 'newService', service, is}) as Step;

/** An attribute header that promises more than there is. */
const damaged = bytes(40, 0, 3, 0, 1, 2, 3, 4);

export const attributeCases: readonly Case[] = [
	{
		name: 'a new service lacks something',
		steps: [
			...Object.keys(whole).map(name => refused(without(whole, name))),
			refused({}),
			{ask: 'newService', is: 'EINVAL'},
			{ask: 'setService', is: 'EINVAL'},
			{ask: 'deleteService', is: 'EINVAL'},
			{ask: 'getService', is: 'EINVAL'},
			{ask: 'deleteService', service: {}, is: 'EINVAL'},
			{ask: 'getService', service: {family: ipv4, port: 80}, is: 'EINVAL'},
			{ask: 'newService', service: bytes(), is: 'EINVAL'},
		],
	},
	{
		name: 'address families',
		steps: [
			...[0, 1, 3, 11, 266, 65_535].map(family => refused({...whole, family}, 'EAFNOSUPPORT')),
			refused({family: 1}),
			refused({family: 1, mark: 1}, 'EAFNOSUPPORT'),
			{ask: 'getService', service: {...web, family: 1}, is: 'EAFNOSUPPORT'},
			{ask: 'deleteService', service: {...web, family: 1}, is: 'EAFNOSUPPORT'},
		],
	},
	{
		name: 'attributes that are too short',
		steps: [
			refused({...whole, family: bytes(2)}),
			refused({...whole, protocol: bytes(6)}),
			refused({...whole, port: bytes(80)}),
			refused({...whole, timeout: bytes(0, 0)}),
			refused({...whole, netmask: bytes(255, 255, 255)}),
			refused({...whole, mark: bytes(1, 0)}),
			refused({...whole, scheduler: raw('rr')}),
			refused({...whole, scheduler: raw('')}),
			refused({...whole, persistenceEngine: raw('sip')}),
			{ask: 'newService', service: {...whole, flags: bytes()}},
		],
	},
	{
		name: 'addresses of other lengths',
		steps: [
			{ask: 'newService', service: {...whole, address: bytes(10, 0, 0, 4)}},
			{ask: 'newService', service: {...whole, address: bytes(10, 0)}},
			{ask: 'newService', service: {...whole, address: bytes()}},
			{
				ask: 'newService',
				service: {...whole, address: bytes(10, 0, 0, 5, 1, 2, 3, 4, 5, 6, 7, 8, 9, 1, 2, 3)},
			},
			refused({...whole, address: bytes(10, 0, 0, 5, 0, 0, 0, 0)}, 'EEXIST'),
			refused({...whole, address: new Uint8Array(17)}),
			{ask: 'newService', service: {...web6, ...settings, netmask: 64, address: bytes(1, 2)}},
		],
	},
	{
		name: 'attributes that are too long count as far as they should be',
		steps: [
			{ask: 'newService', service: {...whole, port: bytes(0, 81, 9, 9)}},
			{ask: 'newService', service: {...whole, family: bytes(2, 0, 7, 7), port: 82}},
			{ask: 'newService', service: {...whole, timeout: bytes(5, 0, 0, 0, 1, 1, 1, 1), port: 83}},
			refused({...whole, flags: new Uint8Array(9)}),
			{ask: 'newService', service: {...whole, scheduler: raw('rr\0and more\0')}},
			{ask: 'newService', service: {...whole, port: 84, scheduler: raw('rr\0\0\0\0')}},
			{ask: 'newService', service: {...whole, port: 85, scheduler: raw('rr\0and more')}},
			refused({...whole, port: 86, scheduler: raw('rr\0and more than fits')}),
			refused({...whole, port: 87, scheduler: raw('rr\0\0\0\0\0\0\0\0\0\0\0\0\0\0\0\0')}),
			refused({...whole, port: 88, persistenceEngine: raw('sip\0and more than fits')}),
		],
	},
	{
		name: 'flags of other lengths',
		steps: [
			{ask: 'newService', service: {...whole, port: 1, flags: flags(5).slice(0, 4)}},
			{ask: 'newService', service: {...whole, port: 2, flags: flags(5).slice(0, 5)}},
			{ask: 'newService', service: {...whole, port: 3, flags: flags(0x2_05).slice(0, 6)}},
			{ask: 'newService', service: {...whole, port: 4, flags: flags(5).slice(0, 1)}},
		],
	},
	{
		name: 'of an attribute that comes twice the last one counts',
		steps: [
			{ask: 'newService', service: attributes(servicePolicy, whole, {port: 81})},
			{
				ask: 'newService',
				service: attributes(servicePolicy, {port: bytes(1)}, whole),
				is: 'EINVAL',
			},
		],
	},
	{
		name: 'unknown attributes and damaged ends are passed over',
		steps: [
			{
				ask: 'newService',
				service: bytes(...attributes(servicePolicy, whole), 8, 0, 200, 0, 1, 2, 3, 4),
			},
			{
				ask: 'newService',
				service: bytes(...attributes(servicePolicy, {...whole, port: 81}), ...damaged),
			},
			{
				ask: 'newService',
				service: bytes(...attributes(servicePolicy, {...whole, port: 82}), 0, 0, 0, 0),
			},
			{ask: 'newService', service: {...whole, port: 83}, tail: damaged},
			{ask: 'newService', service: {...whole, port: 84}, tail: bytes(8, 0, 99, 0, 1, 1, 1, 1)},
			{ask: 'getService', service: {...web, port: 84}, tail: bytes(4, 0, 0, 0)},
			{
				ask: 'newService',
				service: bytes(...damaged, ...attributes(servicePolicy, {...whole, port: 85})),
				is: 'EINVAL',
			},
			{
				ask: 'newService',
				service: {...whole, port: 86, statistics: bytes(1, 2), statistics64: bytes()},
				is: 'EINVAL',
			},
		],
	},
	{
		name: 'attributes of the top level that cannot be read',
		steps: [
			{ask: 'setConfig', top: {timeoutTcp: bytes(1, 0)}, is: 'ERANGE'},
			{ask: 'getInfo', top: {timeoutUdp: bytes(1)}, is: 'ERANGE'},
			{ask: 'flush', top: {daemon: bytes(1, 2)}, is: 'ERANGE'},
			{ask: 'newService', service: bytes(1, 2), is: 'ERANGE'},
			{ask: 'newService', service: bytes(4, 0, 0, 0), is: 'EINVAL'},
			{ask: 'zero', top: {service: bytes()}, is: 'EINVAL'},
			{ask: 'getDestination', dump: true, top: {service: bytes(1)}},
			{ask: 'getService', dump: true, top: {timeoutTcp: bytes(1)}},
			{ask: 'getDaemon', dump: true, top: {timeoutTcp: bytes(1)}},
		],
	},
	{
		name: 'commands that there are not, or not so',
		steps: [
			...[0, 14, 18, 99, 255].map(ask => ({ask, is: 'EOPNOTSUPP'}) as const),
			...[0, 14, 18, 99, 255].map(ask => ({ask, dump: true, is: 'EOPNOTSUPP'}) as const),
			{ask: 'getDestination', service: web, is: 'EOPNOTSUPP'},
			{ask: 'getDaemon', is: 'EOPNOTSUPP'},
			{ask: 'getInfo', dump: true, is: 'EOPNOTSUPP'},
			{ask: 'getConfig', dump: true, is: 'EOPNOTSUPP'},
			{ask: 'newService', dump: true, service: whole, is: 'EOPNOTSUPP'},
			{ask: 'flush', dump: true, is: 'EOPNOTSUPP'},
		],
	},
	{
		name: 'versions are not looked at',
		steps: [
			{ask: 'getInfo', version: 0},
			{ask: 'getInfo', version: 7},
			{ask: 'newService', version: 255, service: whole},
			{
				ask: 'newDestination',
				service: web,
				destination: {...server('10.1.0.1'), address: address('10.1.0.2')},
			},
		],
	},
];
