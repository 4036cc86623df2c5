import {execFileSync} from 'node:child_process';
import {describe, expect, test} from 'vitest';
import {tableQuery} from '../../../../source/cli/documents/table-query.ts';
import {numericEndpoint} from '../../../../source/ipvsadm/endpoint-text.ts';
import {saveText} from '../../../../source/ipvsadm/save-text.ts';
import {director, valueOf} from '../../client/director.ts';

const rules = [
	'-A -t 192.0.2.1:80',
	'-a -t 192.0.2.1:80 -r 10.0.0.1:8080 -m',
	'-a -t 192.0.2.1:80 -r 10.0.0.255:8080 -m',
	'-A -t [2001:db8::1]:443',
	'-a -t [2001:db8::1]:443 -r [2001:db8:0:1::]:443 -m',
	'-a -t [2001:db8::1]:443 -r [2001:db8:1:1:1:1:1:1]:443 -m',
	'-a -t [2001:db8::1]:443 -r 10.0.0.1:8080 -i',
	'-A -u 192.0.2.1:53 -o',
	'-A --sctp-service 203.0.113.254:65535',
	'-a --sctp-service 203.0.113.254:65535 -r 10.0.0.9:1 -g -w 0',
	'-A -f 4026531840',
	'-a -f 4026531840 -r 10.0.0.2:0 -g',
	'-A -f 7 -6 -p 60',
	'-a -f 7 -6 -r [2001:db8::7]:0 -g',
] as const;

const texts = async () => {
	const {client, transport, ready} = director(...rules);
	await ready;
	let listed = '';
	for await (const chunk of transport.read('/proc/net/ip_vs')) {
		listed += Buffer.from(valueOf(chunk)).toString();
	}
	return {saved: saveText(valueOf(await client.table('dump')), numericEndpoint), listed};
};

const awk = 'awk';

const ask = (text: string, want: string, flag = '', address = ''): readonly string[] =>
	execFileSync(
		awk,
		['-v', `want=${want}`, '-v', `flag=${flag}`, '-v', `address=${address}`, tableQuery],
		{input: text, encoding: 'utf8'},
	)
		.split('\n')
		.filter(line => line !== '')
		.toSorted();

// Direct routing and tunnels take the port of the service.
const everyServer = [
	'10.0.0.1:443',
	'10.0.0.1:8080',
	'10.0.0.255:8080',
	'10.0.0.2:0',
	'10.0.0.9:65535',
	'[2001:db8:0:1::]:443',
	'[2001:db8:1:1:1:1:1:1]:443',
	'[2001:db8::7]:0',
];

describe.each(['saved', 'listed'] as const)('a completion finds in the table as %s', source => {
	test.each([
		['services', '-t', '', ['192.0.2.1:80', '[2001:db8::1]:443']],
		['services', '-u', '', ['192.0.2.1:53']],
		['services', '--sctp-service', '', ['203.0.113.254:65535']],
		['services', '-f', '', ['4026531840', '7']],
		['servers', '-t', '192.0.2.1:80', ['10.0.0.1:8080', '10.0.0.255:8080']],
		['servers', '-f', '4026531840', ['10.0.0.2:0']],
		['servers', '-f', '7', ['[2001:db8::7]:0']],
		['servers', '-u', '192.0.2.1:53', everyServer],
		['servers', '', '', everyServer],
		[
			'others',
			'-t',
			'[2001:db8::1]:443',
			['10.0.0.1:8080', '10.0.0.255:8080', '10.0.0.2:0', '10.0.0.9:65535', '[2001:db8::7]:0'],
		],
	] as const)('%s %s %s', async (want, flag, address, found) => {
		const text = (await texts())[source];
		expect(ask(text, want, flag, address)).toEqual(found.toSorted());
	});
});
