import {describe, expect, test} from 'vitest';
import {changeLine} from '../../../source/ipvsadm/unparse.ts';
import {textOfField, type FormState} from '../../../source/tui/form/form.ts';
import {textInput} from '../../../source/tui/form/text-input.ts';
import {addressFault, unfitForServer} from '../../../source/tui/overlays/address-fault.ts';
import {candidatesFor} from '../../../source/tui/overlays/command/complete.ts';
import {serverProblems, serverWarnings} from '../../../source/tui/overlays/server-form/problems.ts';
import {
	lineOfServer,
	valuesOfLine,
	valuesOfServer,
	type ServerSubject,
} from '../../../source/tui/overlays/server-form/values.ts';
import {serviceProblems} from '../../../source/tui/overlays/service-form/problems.ts';
import {
	lineOfService,
	valuesOfLine as serviceValuesOfLine,
	valuesOfService,
	type ServiceSubject,
} from '../../../source/tui/overlays/service-form/values.ts';
import {change} from '../client/director.ts';
import {initialState} from './tui-state.ts';
import {parseIpv4, parseIpv6} from '../../../source/model/address.ts';

const serviceOf = (line: string) => {
	const added = change(line);
	if (added.kind !== 'add-service' && added.kind !== 'edit-service') {
		throw new Error(line);
	}
	return added.service;
};

const serverOf = (line: string) => {
	const added = change(line);
	if (added.kind !== 'add-destination' && added.kind !== 'edit-destination') {
		throw new Error(line);
	}
	return added.destination;
};

/** The form for a new server of a service, with what the line says. */
const newServer = (service: string, line: string) => {
	const subject: ServerSubject = {
		service: serviceOf(service),
		servers: new Map(),
		present: undefined,
		connections: 0,
		clonedFrom: undefined,
	};
	const values = valuesOfLine(line, subject);
	if (typeof values === 'string') {
		throw new Error(values);
	}
	return {form: {focus: '', values}, subject};
};

const newService = (line: string) => {
	const subject: ServiceSubject = {present: undefined, known: new Set(), schedulers: new Set()};
	return {form: {focus: '', values: valuesOfService(serviceOf(line))}, subject};
};

const found = (problems: Readonly<Record<string, string | undefined>>): string =>
	Object.entries(problems)
		.filter(([, text]) => text !== undefined)
		.map(([name, text]) => `${name}: ${text}`)
		.join('\n');

const addressOf = (text: string) => {
	const address = parseIpv4(text) ?? parseIpv6(text);
	if (address === undefined) {
		throw new Error(text);
	}
	return address;
};

const web = '-A -t 192.0.2.10:443 -s wlc';

/** ipvsadm itself refuses such a line, so the fields are filled one by one. */
const mixed = (line: string) => {
	const {form, subject} = newServer(web, '-a -t 192.0.2.10:443 -r 10.0.0.1:443 -g');
	const address = /\[(.*)\]/.exec(line)?.[1] ?? '';
	return {subject, form: {...form, values: {...form.values, address: textInput(address)}}};
};

describe('the line of a server and its fields say the same', () => {
	test.each([
		['-A -t 192.0.2.10:443 -s wlc', '-a -t 192.0.2.10:443 -r 10.0.0.1:443 -g -w 0'],
		[
			'-A -t 192.0.2.10:443 -s wlc',
			'-a -t 192.0.2.10:443 -r 10.0.0.1:8443 -m -w 70000 -x 100 -y 50',
		],
		['-A -u [2001:db8::10]:53 -s rr', '-a -u [2001:db8::10]:53 -r [2001:db8::11]:53 -m -w 1'],
		[
			'-A -t 192.0.2.10:443 -s wlc',
			'-a -t 192.0.2.10:443 -r [2001:db8::11]:443 -i -w 1 --tun-type gue --tun-port 6080 --tun-remcsum',
		],
		['-A -f 7 -s sh', '-a -f 7 -r 10.0.0.31:0 -i -w 7 --tun-type gre --tun-csum'],
		['-A -f 7 -6 -s sh', '-a -f 7 -6 -r [2001:db8::1]:0 -g -w 1'],
	])('%s %s', (service, line) => {
		const {form, subject} = newServer(service, line);
		expect(lineOfServer(form, subject)).toBe(line);
		expect(found(serverProblems(form, subject))).toBe('');
	});

	test('what is missing stands in it as a word', () => {
		const {form, subject} = newServer(web, '-a -t 192.0.2.10:443 -r 10.0.0.1 -g -w 0');
		const without: FormState = {...form, values: {...form.values, address: textInput('10.0.')}};
		const line = lineOfServer(without, subject);
		expect(line).toBe('-a -t 192.0.2.10:443 -r ADDRESS:443 -g -w 0');
		expect(valuesOfLine(line, subject)).toBe('the address of the server is missing in it');
	});

	test.each([
		['-e -t 192.0.2.10:443 -r 10.0.0.1 -g', 'this form takes a line with -a'],
		['-a -t 192.0.2.99:443 -r 10.0.0.1 -g', 'this form is about tcp 192.0.2.10:443'],
		['-a -t 192.0.2.10:443 -r 10.0.0.1 -g -w x', 'illegal weight specified'],
		['-L', 'this command changes nothing'],
	])('%s is none for the form', (line, why) => {
		const {subject} = newServer(web, '-a -t 192.0.2.10:443 -r 10.0.0.1 -g');
		expect(valuesOfLine(line, subject)).toContain(why);
	});

	test('an edit keeps address and port, and a local server stays one', () => {
		const present = {...serverOf('-a -t 192.0.2.10:443 -r 10.0.0.1:443 -g -w 5'), method: 1};
		const subject = {...newServer(web, '-a -t 192.0.2.10:443 -r 10.0.0.1 -g').subject, present};
		expect(valuesOfLine('-e -t 192.0.2.10:443 -r 10.0.0.2:443 -g', subject)).toContain(
			'an edit keeps address and port',
		);
		const values = valuesOfLine('-e -t 192.0.2.10:443 -r 10.0.0.1:443 -g -w 9', subject);
		expect(typeof values === 'object' && textOfField({focus: '', values}, 'method')).toBe('1');
		const form = {focus: '', values: valuesOfServer(present)};
		expect(changeLine(change(lineOfServer(form, subject)))).toBe(
			'-e -t 192.0.2.10:443 -r 10.0.0.1:443 -g -w 5',
		);
	});
});

describe('what is wrong with a server', () => {
	test.each([
		[
			'-a -t 192.0.2.10:443 -r [2001:db8::1]:443 -g',
			'address: IPv6 server of an IPv4 service: only TUN',
		],
		['-a -t 192.0.2.10:443 -r 10.0.0.1:443 -g -y 5', 'lower: at most the upper limit, 0'],
		['-a -t 192.0.2.10:443 -r 224.0.0.1:443 -g', 'address: a server needs an address of its own'],
		['-a -t 192.0.2.10:443 -r 0.0.0.0:443 -g', 'address: all zeros'],
	])('%s', (line, problem) => {
		const {form, subject} =
			line.includes('2001:db8') && line.includes('-g') ? mixed(line) : newServer(web, line);
		expect(found(serverProblems(form, subject))).toContain(problem);
	});

	test('a port that the method cannot change, a server that is there already', () => {
		const {form, subject} = newServer(web, '-a -t 192.0.2.10:443 -r 10.0.0.1:443 -g');
		const other = {...form, values: {...form.values, port: textInput('80')}};
		expect(found(serverProblems(other, subject))).toContain('port: DR keeps the port');
		const servers = new Map([
			['10.0.0.1:443', serverOf('-a -t 192.0.2.10:443 -r 10.0.0.1:443 -g')],
		]);
		expect(found(serverProblems(form, {...subject, servers}))).toContain('in this service already');
	});

	test('what may be done but should be known', () => {
		const {form, subject} = newServer(web, '-a -t 192.0.2.10:443 -r 192.0.2.10:443 -m -w 0');
		const servers = new Map([
			['10.0.0.1:443', serverOf('-a -t 192.0.2.10:443 -r 10.0.0.1:443 -g')],
		]);
		expect(serverWarnings(form, {...subject, servers})).toEqual([
			'this is the address of the virtual service itself',
			'the other servers of this service are DR',
			'weight 0: it gets no connections until its weight is raised',
		]);
		const present = serverOf('-a -t 192.0.2.10:443 -r 10.0.0.1:443 -g -x 100');
		expect(
			serverWarnings(
				{focus: '', values: valuesOfServer(present)},
				{...subject, present, connections: 120},
			),
		).toEqual(['it has 120 connections now: it gets no new ones until they are fewer than 75']);
	});
});

test('a ramp is said to be none where weights do not count', () => {
	const {form, subject} = newServer(
		'-A -t 192.0.2.10:443 -s lc',
		'-a -t 192.0.2.10:443 -r 10.0.0.1:443 -m -w 0',
	);
	const ramped = {...form, values: {...form.values, ramp: textInput('100')}};
	expect(serverWarnings(ramped, subject)).toEqual([
		'lc only asks whether a weight is 0: in steps it has its full share from the first one on',
	]);
	const weighted = {...subject, service: {...subject.service, scheduler: 'wlc'}};
	expect(serverWarnings(ramped, weighted)).toEqual([]);
});

describe('the line of a service and its fields say the same', () => {
	test.each([
		['-A -t 192.0.2.10:443 -s wlc'],
		['-A -t 192.0.2.10:0 -s rr -p 360'],
		['-A -u [2001:db8::10]:53 -s rr -p 60 -M 64 -o'],
		['-A --sctp-service 192.0.2.10:3868 -s mh -b mh-fallback,mh-port'],
		['-A -u 192.0.2.10:5060 -s rr -p 60 -M 255.255.255.0 --pe sip'],
		['-A -f 4294967295 -6 -s sh -b sh-port,flag-3'],
	])('%s', line => {
		const {form, subject} = newService(line);
		expect(lineOfService(form, subject)).toBe(line);
		expect(found(serviceProblems(form, subject))).toBe('');
		expect(serviceValuesOfLine(line, subject)).toEqual(form.values);
	});
});

test.each([
	['', 'type an address'],
	['10.0.0.1:80', 'without the port'],
	['[2001:db8::1]', 'without the brackets'],
	['10.0.0', 'four numbers'],
	['10.0.0.256', 'four numbers'],
	['2001:db8', '2001:db8::14'],
	['web1', 'names are not looked up'],
])('the address "%s" is wrong: %s', (text, why) => {
	expect(addressFault(text, '10.0.0.14')).toContain(why);
});

test('addresses that no server can have', () => {
	const unfit = ['0.0.0.0', '255.255.255.255', '::', 'ff02::1', 'fe80::1'].map(text =>
		unfitForServer(addressOf(text)),
	);
	expect(unfit.every(why => why !== undefined)).toBe(true);
	expect(unfitForServer(addressOf('fd00::1'))).toBeUndefined();
});

const labels = (line: string) => candidatesFor(line, initialState).map(({label}) => label);

test('options about the same thing, and those that fit no command, are no candidates', () => {
	expect(labels('-A -t 192.0.2.1:80 -')).toEqual(
		expect.arrayContaining(['-s', '-p', '-M', '-o', '-b']),
	);
	expect(labels('-A -t 192.0.2.1:80 -')).not.toContain('-u');
	expect(labels('-A -t 192.0.2.1:80 -')).not.toContain('-r');
	expect(labels('-A -t 192.0.2.1:80 -')).not.toContain('-6');
	expect(labels('-A -f 7 -')).toContain('-6');
	expect(labels('-a -t 192.0.2.1:80 -r 10.0.0.1 -i -')).not.toContain('-m');
	expect(labels('--start-daemon master -')).toContain('--mcast-interface');
	expect(labels('theme d')).toContain('dark');
	expect(candidatesFor('save /e', initialState, () => ['/etc/', '/extra'])).toEqual([
		{line: 'save /etc/', label: '/etc/'},
		{line: 'save /extra ', label: '/extra'},
	]);
});
