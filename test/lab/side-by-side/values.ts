import type {OptionName} from '../../../source/ipvsadm/options.ts';

/** Values that are mostly accepted; few, so that command lines meet each other's services and servers. */
export const goodValues = (option: OptionName): readonly string[] => values[option] ?? numbers;

const services = [
	...Array.from({length: 8}, () => '10.0.0.1:80'),
	'10.0.0.80:http',
	'10.0.0.80:80',
	'192.168.0.1:80',
	'192.168.0.1:80',
	'[2001:db8::1]:80',
	'[2001:db8::1]:80',
	'[2001:db8::1]:443',
	'10.0.0.1',
	'2001:db8::1',
	'web:80',
	'10.1:0x50',
];

const numbers = ['0', '1', '5', '100', '255', '256', '65535', '65536', '2147483647', '010', '+7'];

const values: Readonly<Partial<Record<OptionName, readonly string[]>>> = {
	'tcp-service': services,
	'udp-service': ['10.0.0.1:53', '10.0.0.1:domain', '[2001:db8::1]:53', '10.0.0.1'],
	'sctp-service': ['10.0.0.1:80', '10.0.0.1:m3ua', '[2001:db8::1]:80'],
	'fwmark-service': ['7', '7', '8', '3000000000'],
	scheduler: ['rr', 'wrr', 'sh', 'mh', 'wlc', 'lc', 'nonsense', 'none', ''],
	'sched-flags': ['flag-1', 'flag-2,flag-3', 'sh-port', 'sh-fallback,sh-port', 'mh-port', ''],
	persistent: ['1', '60', '300', '2678400'],
	netmask: ['255.255.255.0', '255.255.255.255', '64', '128', '0.0.0.0', '255.0.255.0'],
	pe: ['sip', '', 'nonsense'],
	'real-server': [
		...Array.from({length: 8}, () => '10.0.0.2:80'),
		'10.0.0.2',
		'10.0.0.4',
		'10.0.0.3:8080',
		'10.0.0.3:8080',
		'172.16.0.1:80',
		'1.1.1.1',
		'[2001:db8::2]:80',
		'2001:db8::3',
		'www.example.net:http',
		'224.0.0.1',
		'127.0.0.1:80',
	],
	'tun-type': ['ipip', 'gue', 'gre', 'GRE'],
	'mcast-interface': ['eth0', 'nonsense', 'a-name-that-is-too-long'],
	'mcast-group': ['224.0.0.81', 'ff02::1', '10.0.0.1', '2001:db8::1'],
};

/** Values for any option that are mostly refused. */
export const oddValues: readonly string[] = [
	'',
	' ',
	'-1',
	'-0',
	'abc',
	'1.5',
	' 7',
	'7 ',
	'0x10',
	'1e3',
	'99999999999999999999',
	'-s',
	'--',
	'-',
	'=',
	'80',
	'10.0.0.1:',
	':80',
	'10.0.0.1:99999',
	'[2001:db8::1]',
	'[2001:db8::1',
	'2001:db8::1%lo',
	'10.0.0.256',
	'toString',
	'flag-1,,flag-2',
	'bogus,flag-1',
];
