import {describe, expect, test} from 'vitest';
import {readEndpoint} from '../../../source/ipvsadm/endpoint.ts';
import {parseLooseIpv4} from '../../../source/ipvsadm/internet-address.ts';
import {emptyNameBook} from '../../../source/ipvsadm/names.ts';
import {leadingNumber, numberWithin, wholeNumber} from '../../../source/ipvsadm/number.ts';
import {readSchedulerFlags, schedulerFlagsText} from '../../../source/ipvsadm/scheduler-flags.ts';
import {addressText, parseIpv4} from '../../../source/model/address.ts';
import {protocols} from '../../../source/model/service.ts';
import {bookOf} from './parsing.ts';

test.each([
	['0', 0],
	['010', 10],
	['-0', 0],
	['+7', 7],
	[' \t\n7', 7],
	['-12', -12],
	['2147483648', 2_147_483_648],
	['', undefined],
	['-', undefined],
	['7 ', undefined],
	['0x10', undefined],
	['1e3', undefined],
	['- 7', undefined],
	['+-7', undefined],
])('strtol reads %j as %s', (text, value) => {
	expect(wholeNumber(text)).toBe(value);
});

test('a number beyond its bounds is none', () => {
	expect(numberWithin('255', 0, 255)).toBe(255);
	expect(numberWithin('256', 0, 255)).toBeUndefined();
	expect(numberWithin('99999999999999999999', 0, 2 ** 53)).toBeUndefined();
});

test.each([
	['64', 64],
	['64abc', 64],
	[' 64', 64],
	['-64', -64],
	['abc', 0],
	['', 0],
	['4294967360', 64],
	['99999999999999999999', -1],
	['-99999999999999999999', 0],
])('atoi reads %j as %d', (text, value) => {
	expect(leadingNumber(text)).toBe(value);
});

test.each([
	['10.0.0.1', '10.0.0.1'],
	['10.1', '10.0.0.1'],
	['10.1.258', '10.1.1.2'],
	['24', '0.0.0.24'],
	['167772161', '10.0.0.1'],
	['010.0.0.1', '8.0.0.1'],
	['0x0a.0.0.1', '10.0.0.1'],
	['0XffFFffff', '255.255.255.255'],
	['0', '0.0.0.0'],
	['10.0.0.1 rest', '10.0.0.1'],
	['10.0.0.1\tx', '10.0.0.1'],
])('inet_aton reads %j as %s', (text, address) => {
	const found = parseLooseIpv4(text);
	expect(found && addressText(found)).toBe(address);
});

test.each([
	'',
	' 10.0.0.1',
	'256.0.0.1',
	'10.0.0.256',
	'10.0.65536',
	'10.16777216',
	'4294967296',
	'10.0.0.1.',
	'10.0.0.1.2',
	'10..1',
	'.1',
	'08',
	'0x',
	'0xg',
	'1a',
	'-1',
])('inet_aton does not read %j', text => {
	expect(parseLooseIpv4(text)).toBeUndefined();
});

const read = (text: string, names = emptyNameBook, protocol: number = protocols.tcp) => {
	const found = readEndpoint(text, protocol, names);
	return found?.kind === 'endpoint' ? `${addressText(found.address)} ${found.port}` : found;
};

describe('endpoints', () => {
	test.each([
		['10.0.0.1:80', '10.0.0.1 80'],
		['10.0.0.1', '10.0.0.1 undefined'],
		['[2001:db8::1]:80', '2001:db8::1 80'],
		['2001:db8::1', '2001:db8::1 undefined'],
		['2001:DB8::1:80', '2001:db8::1:80 undefined'],
		['[10.0.0.1]:80', '10.0.0.1 undefined'],
		['[10.0.0.1:99]:80', '10.0.0.1 99'],
		['10.0.0.1: +80', '10.0.0.1 80'],
		['1:80', '0.0.0.1 80'],
	])('%s', (text, endpoint) => {
		expect(read(text)).toBe(endpoint);
	});

	test.each([
		'',
		'80',
		':80',
		'[2001:db8::1]',
		'[2001:db8::1]80',
		'[2001:db8::1',
		'10.0.0.1:',
		'[]:1',
	])('%j is none, and nobody is asked', text => {
		expect(read(text)).toBeUndefined();
	});

	test('asks for what it does not know, one name after the other', () => {
		expect(read('web:http')).toEqual({
			kind: 'asks',
			question: {kind: 'address-of-host', host: 'web'},
		});
		const knowsHost = {...emptyNameBook, addressOfHost: () => parseIpv4('10.0.0.80')};
		expect(read('web:http', knowsHost)).toEqual({
			kind: 'asks',
			question: {kind: 'port-of-service', service: 'http', protocol: protocols.tcp},
		});
		expect(read('web:http', {...knowsHost, portOfService: () => 80})).toBe('10.0.0.80 80');
	});

	test('a name that nobody has is none', () => {
		expect(read('web:80', bookOf({}))).toBeUndefined();
		expect(read('10.0.0.1:http', bookOf({}))).toBeUndefined();
	});

	test('before the protocol is known no service has a name', () => {
		expect(read('10.0.0.1:http', emptyNameBook, 0)).toBeUndefined();
	});
});

describe('scheduler flags', () => {
	test.each([
		['sh-port,sh-fallback', 'sh', 0x18],
		['mh-port', 'mh', 0x10],
		['flag-3,flag-1', 'rr', 0x28],
		[',flag-2,,', 'sh', 0x10],
		['', 'rr', 0],
		['mh-port', 'sh', "incompatible scheduler flag `mh-port'"],
		['flag-1, flag-2', 'rr', "invalid scheduler flag ` flag-2'"],
		['toString', 'rr', "invalid scheduler flag `toString'"],
	])('%j with %s', (text, scheduler, bits) => {
		expect(readSchedulerFlags(text, scheduler)).toBe(bits);
	});

	test('the third bit of sh has no name in lists, and one that reads back', () => {
		expect(schedulerFlagsText(0x28, 'sh', 'listed')).toBe('sh-fallback');
		expect(schedulerFlagsText(0x28, 'sh', 'complete')).toBe('sh-fallback,flag-3');
		expect(schedulerFlagsText(0x38, 'rr', 'listed')).toBe('flag-1,flag-2,flag-3');
	});
});
