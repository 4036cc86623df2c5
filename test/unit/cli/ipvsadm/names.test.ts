import {expect, test, vi} from 'vitest';
import {openNames} from '../../../../source/cli/ipvsadm/names.ts';
import {parseServices} from '../../../../source/cli/ipvsadm/service-names.ts';
import {parseIpv4} from '../../../../source/model/address.ts';
import {protocols} from '../../../../source/model/service.ts';
import {noLookups} from './running.ts';

test('/etc/services', () => {
	const {portOf, nameOf} = parseServices(
		[
			'# a comment',
			'http\t80/tcp\twww # WorldWideWeb',
			'www 81/tcp',
			'other 80/tcp',
			'domain 53/udp',
			'broken',
			'',
		].join('\n'),
	);
	expect(portOf('http', protocols.tcp)).toBe(80);
	expect(portOf('www', protocols.tcp)).toBe(80);
	expect(portOf('http', protocols.udp)).toBeNull();
	expect(portOf('HTTP', protocols.tcp)).toBeNull();
	expect(nameOf(80, protocols.tcp)).toBe('http');
	expect(nameOf(53, protocols.udp)).toBe('domain');
	expect(nameOf(53, protocols.tcp)).toBeNull();
	expect(nameOf(80, 0)).toBeNull();
});

test('answers are kept, those about hosts until they are forgotten', async () => {
	const addressOfHost = vi.fn(noLookups.addressOfHost);
	const names = openNames({...noLookups, addressOfHost});
	expect(names.book.addressOfHost('web')).toBeUndefined();
	await names.learn([
		{kind: 'address-of-host', host: 'web'},
		{kind: 'address-of-host', host: 'nobody'},
	]);
	expect(names.book.addressOfHost('web')).toEqual(parseIpv4('192.0.2.80'));
	expect(names.book.addressOfHost('nobody')).toBeNull();
	names.forgetHosts();
	expect(names.book.addressOfHost('web')).toBeUndefined();
});

test('this machine knows localhost, and no host of the domain invalid', async () => {
	const names = openNames();
	const address = parseIpv4('127.0.0.1');
	if (address === undefined) {
		throw new Error('no address');
	}
	await names.learn([
		{kind: 'address-of-host', host: 'localhost'},
		{kind: 'address-of-host', host: 'fe80::1%lo'},
		{kind: 'host-of-address', address},
	]);
	expect(names.book.addressOfHost('localhost')).toEqual(address);
	expect(names.book.addressOfHost('fe80::1%lo')).toBeNull();
	expect(names.book.hostOfAddress(address)).not.toBeUndefined();
});
