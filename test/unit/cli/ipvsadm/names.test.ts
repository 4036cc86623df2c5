import {expect, test, vi} from 'vitest';
import {addressesInHosts, firstAddress} from '../../../../source/cli/ipvsadm/host-order.ts';
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

test('a host with several addresses is the one that the hosts file has first', async () => {
	const hosts = [
		'# 192.0.2.9 web',
		'2001:db8::1 web',
		'198.51.100.7\tother WEB # web2',
		'10.0.0.1 web',
		'10.0.0.2 caf\u00e9',
	].join('\n');
	expect(addressesInHosts(hosts, 'web')).toEqual(['198.51.100.7', '10.0.0.1']);
	expect(addressesInHosts(hosts, 'caf\u00e9')).toEqual(['10.0.0.2']);
	expect(addressesInHosts(hosts, 'web2')).toEqual([]);
	expect(await firstAddress('localhost', ['192.0.2.1', '127.0.0.1'])).toBe('127.0.0.1');
	expect(await firstAddress('nobody.invalid', ['192.0.2.1'])).toBe('192.0.2.1');
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
