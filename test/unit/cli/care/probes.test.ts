import {createSocket} from 'node:dgram';
import {chmod, mkdtemp, readFile, rm, writeFile} from 'node:fs/promises';
import {createServer, type RequestListener} from 'node:http';
import {createServer as createSecureServer} from 'node:https';
import {
	createServer as createTcpServer,
	type AddressInfo,
	type Server,
	type Socket,
} from 'node:net';
import {tmpdir} from 'node:os';
import {join} from 'node:path';
import {afterEach, describe, expect, test, vi} from 'vitest';
import {readCheck} from '../../../../source/care/language/check-line.ts';
import {tokensOf} from '../../../../source/care/language/tokens.ts';
import {createProbe} from '../../../../source/cli/care/probes/probe.ts';
import {eventually} from '../../../eventually.ts';
import {certificate, privateKey} from './certificate.ts';

const cleanups: (() => unknown)[] = [];
afterEach(async () => {
	await Promise.all(cleanups.splice(0).map(async cleanup => cleanup()));
	vi.unstubAllEnvs();
});

const listening = async (server: Server): Promise<number> => {
	await new Promise<void>(resolve => {
		server.listen(0, '127.0.0.1', resolve);
	});
	const sockets = new Set<Socket>();
	server.on('connection', socket => sockets.add(socket));
	cleanups.push(async () => {
		sockets.forEach(socket => socket.destroy());
		await new Promise(resolve => {
			server.close(resolve);
		});
	});
	return (server.address() as AddressInfo).port;
};

/** What a check, as a file says it, finds at a port of this machine. */
const probe = async (line: string, port: number, more: {timeout?: number; bind?: string} = {}) => {
	const tokens = tokensOf(line);
	const check = typeof tokens === 'string' ? tokens : readCheck(tokens);
	if (typeof check === 'string') {
		throw new Error(check);
	}
	const {timeout = 60_000, bind} = more;
	return createProbe(check, {address: '127.0.0.1', port, bind, timeout})();
};

const web = async (answer: RequestListener): Promise<number> => listening(createServer(answer));

const secure = async (): Promise<number> =>
	listening(
		createSecureServer({cert: certificate, key: privateKey}, (_, response) => response.end('ok')),
	);

const answering = async (answer: (message: Buffer) => Buffer | undefined): Promise<number> => {
	const socket = createSocket('udp4');
	socket.on('message', (message, {port, address}) => {
		const reply = answer(message);
		if (reply !== undefined) {
			socket.send(reply, port, address);
		}
	});
	await new Promise<void>(resolve => {
		socket.bind(0, '127.0.0.1', resolve);
	});
	cleanups.push(() => socket.close());
	return socket.address().port;
};

const passes = {kind: 'passed'};
const fails = (why: string) => ({kind: 'failed', why});

/** At which nobody listens, and which nobody gets who asks for any that is free. */
const closedPort = 1;

describe('tcp', () => {
	test('passes when somebody accepts, and fails when nobody does', async () => {
		expect(await probe('tcp', await listening(createTcpServer()))).toEqual(passes);
		expect(await probe('tcp', closedPort)).toEqual(fails('connection refused'));
	});

	test('an answer that came in time counts, though the process was kept from hearing of it', async () => {
		const port = await listening(createTcpServer());
		const outcome = probe('tcp', port, {timeout: 20});
		const begin = performance.now();
		while (performance.now() < begin + 40) {
			// Nothing else happens in this process meanwhile.
		}
		expect(await outcome).toEqual(passes);
	});

	test('comes from the address it was told to, and goes to the port it was told to', async () => {
		const from: (string | undefined)[] = [];
		const port = await listening(createTcpServer(socket => from.push(socket.remoteAddress)));
		expect(await probe(`tcp port ${port}`, 1, {bind: '127.0.0.5'})).toEqual(passes);
		await eventually(() => expect(from).toEqual(['127.0.0.5']));
		expect(await probe('tcp', port, {bind: '192.0.2.77'})).toMatchObject({kind: 'impossible'});
	});
});

describe('http', () => {
	test('asks for what it was told to', async () => {
		const asked: unknown[] = [];
		const port = await web((request, response) => {
			const {method, url, headers} = request;
			asked.push([method, url, headers.host, headers['x-check'], headers.connection]);
			response.end();
		});
		await probe('http', port);
		await probe('http method HEAD path /a?b=c host www.example.org header "X-Check: yes"', port);
		expect(asked).toEqual([
			['GET', '/', `127.0.0.1:${port}`, undefined, 'close'],
			['HEAD', '/a?b=c', 'www.example.org', 'yes', 'close'],
		]);
	});

	test('passes by the status', async () => {
		const port = await web((request, response) => {
			response.statusCode = Number(request.url?.slice(1));
			response.end();
		});
		expect(await probe('http path /204', port)).toEqual(passes);
		expect(await probe('http path /503', port)).toEqual(fails('status 503'));
		// A redirection is an answer like others.
		expect(await probe('http path /302', port)).toEqual(fails('status 302'));
		expect(await probe('http path /401 status 200-299,401', port)).toEqual(passes);
	});

	test('passes by the body, in whatever pieces it comes', async () => {
		const port = await web((request, response) => {
			if (request.url === '/chunks') {
				response.write('all is ');
				response.end('well, grüße');
			} else {
				response.end('all is lost');
			}
		});
		expect(await probe('http path /chunks body "^all is well, grüße$"', port)).toEqual(passes);
		expect(await probe('http body "is well"', port)).toEqual(
			fails('the body does not match is well'),
		);
	});

	test('does not wait for a server that keeps the connection, nor for one that says nothing', async () => {
		const port = await listening(
			createTcpServer(socket => {
				socket.on('error', () => {});
				socket.once('data', () => socket.write('HTTP/1.1 200 OK\r\nContent-Length: 2\r\n\r\nok'));
			}),
		);
		expect(await probe('http body ok', port)).toEqual(passes);
		const silent = await listening(createTcpServer(socket => socket.on('error', () => {})));
		expect(await probe('http', silent, {timeout: 30})).toEqual(fails('no answer within 30 ms'));
	});

	test('fails for what is no HTTP', async () => {
		const port = await listening(createTcpServer(socket => socket.end('220 mail ready\r\n')));
		expect(await probe('http', port)).toEqual(fails('the answer is no HTTP'));
	});
});

describe('https', () => {
	test('believes nobody who signs for himself, unless told so', async () => {
		const port = await secure();
		expect(await probe('https host www.example.org', port)).toMatchObject({
			kind: 'failed',
			why: expect.stringContaining('self-signed certificate'),
		});
		expect(await probe('https host www.example.org verify no body ok', port)).toEqual(passes);
	});

	test('warns before the certificate ends', async () => {
		const outcome = await probe('https verify no certificate 99999d', await secure());
		expect(outcome).toEqual({
			kind: 'passed',
			warning: expect.stringMatching(/^its certificate ends on 21\d\d-\d\d-\d\d$/),
		});
	});

	test('asks for the name it was told to', async () => {
		const names: (string | undefined)[] = [];
		const server = createSecureServer({
			cert: certificate,
			key: privateKey,
			SNICallback: (name, done) => {
				names.push(name);
				done(null);
			},
		});
		server.on('request', (_, response) => response.end());
		const port = await listening(server);
		await probe('https verify no host a.example.org', port);
		await probe('https verify no host a.example.org sni b.example.org', port);
		expect(names).toEqual(['a.example.org', 'b.example.org']);
	});
});

describe('over UDP', () => {
	test('udp passes by the reply', async () => {
		const port = await answering(message => Buffer.from(`pong ${message.toString()}`));
		expect(await probe('udp send x expect "^pong x$"', port)).toEqual(passes);
		expect(await probe('udp send y expect "pong x"', port)).toEqual(
			fails('the reply does not match pong x'),
		);
	});

	test('udp fails without a reply, and at once where nobody listens', async () => {
		const port = await answering(() => undefined);
		expect(await probe('udp send x', port, {timeout: 30})).toEqual(fails('no answer within 30 ms'));
		expect(await probe('udp send x', closedPort)).toEqual(fails('connection refused'));
	});

	test('dns passes when the name has an answer', async () => {
		/** One address for a.example.org; for all others there is no such name. */
		const port = await answering(query => {
			const isKnown = query.includes('\u0001a\u0007example');
			const end = query.indexOf(0, 12) + 5;
			const head = Buffer.from([0x81, isKnown ? 0x80 : 0x83, 0, 1, 0, isKnown ? 1 : 0, 0, 0, 0, 0]);
			const record = Buffer.from([0xc0, 12, 0, 1, 0, 1, 0, 0, 0, 60, 0, 4, 192, 0, 2, 1]);
			return Buffer.concat([
				query.subarray(0, 2),
				head,
				query.subarray(12, end),
				...(isKnown ? [record] : []),
			]);
		});
		expect(await probe('dns name a.example.org type A', port)).toEqual(passes);
		expect(await probe('dns name b.example.org type A', port)).toEqual(
			fails('there is no such name'),
		);
		const silent = await answering(() => undefined);
		expect(await probe('dns name a.example.org type A', silent, {timeout: 30})).toEqual(
			fails('no answer within 30 ms'),
		);
	});
});

describe('programs', () => {
	test('exec passes by the exit code, and no shell reads the words', async () => {
		const script = `process.exit(process.argv[1] === '127.0.0.1' && process.argv[2] === '80' && process.argv[3] === '$(x);*' ? 0 : 3)`;
		expect(
			await probe(`exec "${process.execPath}" -e "${script}" $ADDRESS $PORT "$(x);*"`, 80),
		).toEqual(passes);
		expect(
			await probe(
				`exec "${process.execPath}" -e "console.error('it is\\nlost'); process.exit(3)"`,
				80,
			),
		).toEqual(fails('exit code 3: it is'));
		expect(await probe('exec /nowhere/program', 80)).toEqual({
			kind: 'impossible',
			why: 'there is no such program',
		});
	});

	test('exec ends a program that takes too long, and what it has started', async () => {
		const folder = await mkdtemp(join(tmpdir(), 'ipvs-tui-'));
		cleanups.push(async () => rm(folder, {recursive: true, maxRetries: 50}));
		const program = join(folder, 'slow');
		await writeFile(
			program,
			`#!/bin/sh\nsleep 600 &\necho $! >${folder}/new\nmv ${folder}/new ${folder}/started\nwait\n`,
		);
		await chmod(program, 0o755);
		// Long enough that it could start another one, which takes a busy machine its time.
		let timeout = 100;
		const started = await eventually(async () => {
			timeout *= 2;
			expect(await probe(`exec ${program}`, 80, {timeout})).toEqual(
				fails(`no answer within ${timeout} ms`),
			);
			return (await readFile(join(folder, 'started'), 'utf8')).trim();
		});
		await eventually(async () => {
			// Nobody may have asked yet how it ended.
			const stat = await readFile(`/proc/${started}/stat`, 'utf8').catch(() => ') Z');
			expect(stat).toMatch(/\) Z/);
		});
	});

	test('ping asks ping(1)', async () => {
		const folder = await mkdtemp(join(tmpdir(), 'ipvs-tui-'));
		cleanups.push(async () => rm(folder, {recursive: true, maxRetries: 50}));
		await writeFile(
			join(folder, 'ping'),
			'#!/bin/sh\n[ "$*" = "-4 -nq -c1 -W60 -I 127.0.0.9 127.0.0.1" ]\n',
		);
		await chmod(join(folder, 'ping'), 0o755);
		vi.stubEnv('PATH', folder);
		expect(await probe('ping', 80, {bind: '127.0.0.9'})).toEqual(passes);
		expect(await probe('ping', 80)).toEqual(fails('no answer within 60000 ms'));
	});
});
