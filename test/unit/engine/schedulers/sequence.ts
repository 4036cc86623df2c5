import {createRandom, type Random} from '../../../../source/engine/random.ts';

/**
A sequence says what happens to one service and which real server each connection reached, in a text that both a kernel and the engine
can play. Files in `sequences/` hold several, each below a line `== NAME`; the answers in them are a kernel's.

	service TYPE SCHEDULER [OPTIONS]   TYPE is udp, tcp or mark (datagrams with a firewall mark), with 6 for IPv6; the second time it edits
	add SERVER [OPTIONS]               SERVER is 1 to 8, with :5001 for another port than 5000; options as ipvsadm has them
	edit SERVER [OPTIONS]
	delete SERVER
	connect COUNT [from CLIENTS] [to TARGETS]   of so many different clients and, with a mark, to so many different addresses
	connect COUNT again                the clients and addresses of before, from other ports
	> SERVER...                        the answers; - is none
	close COUNT                        the oldest open TCP connections
	expiration SECONDS                 sets that of lblc and lblcr
	later                              a tenth of a second passes
*/
export type Sequence = {
	readonly name: string;
	readonly type: string;
	/** Of the service, or its mark. */
	readonly port: number;
	readonly steps: readonly Step[];
};

export type Step =
	| {readonly kind: 'rule'; readonly text: string; readonly line: string}
	| {readonly kind: 'connect'; readonly text: string; readonly flows: readonly Connecting[]}
	| {readonly kind: 'close'; readonly text: string; readonly count: number}
	| {readonly kind: 'expiration'; readonly text: string; readonly seconds: number}
	| {readonly kind: 'later'; readonly text: string}
	| {readonly kind: 'remark'; readonly text: string};

export type Connecting = {
	readonly protocol: 'udp' | 'tcp';
	readonly client: string;
	readonly clientPort: number;
	readonly target: string;
	readonly targetPort: number;
};

/** @param port - of the first sequence's service; the others count up from it, so that none gets the deleted servers of another */
export const parseSequences = (text: string, port = 10_000): readonly Sequence[] =>
	text
		.split(/^== /m)
		.slice(1)
		.map((part, index) => {
			const [name = '', ...lines] = part.trimEnd().split('\n');
			const type = part.match(/^service (\S+)/m)?.[1] ?? '';
			const random = createRandom(seedOf(headingOf(text) + name));
			return {
				name,
				type,
				port: port + index,
				steps: stepsOf({type, port: port + index}, lines, random),
			};
		});

const headingOf = (text: string): string => text.slice(0, text.search(/^== /m));

/** Every sequence has clients of its own: the real servers would take those of another for old acquaintances. */
const seedOf = (text: string): number =>
	Array.from(text).reduce((seed, letter) => (seed * 31 + letter.codePointAt(0)!) >>> 0, 0);

/** A file again, with these answers below each step that connects. */
export const printSequences = (
	text: string,
	sequences: readonly Sequence[],
	answers: readonly (readonly (readonly string[])[])[],
): string => {
	const bodies = sequences.map(({name, steps}, index) => {
		const lines = steps.flatMap(step => {
			const answer =
				step.kind === 'connect' ? answers[index]?.[connectsBefore(steps, step)] : undefined;
			return answer === undefined ? [step.text] : [step.text, ...wrapped(answer)];
		});
		return [`== ${name}`, ...lines, ''].join('\n');
	});
	return headingOf(text) + bodies.join('\n');
};

const connectsBefore = (steps: readonly Step[], step: Step): number =>
	steps.slice(0, steps.indexOf(step)).filter(({kind}) => kind === 'connect').length;

const answersALine = 40;

const wrapped = (answer: readonly string[]): readonly string[] =>
	Array.from(
		{length: Math.ceil(answer.length / answersALine)},
		(_, line) => `> ${answer.slice(line * answersALine, (line + 1) * answersALine).join(' ')}`,
	);

type Head = Pick<Sequence, 'type' | 'port'>;

const stepsOf = (head: Head, lines: readonly string[], random: Random): readonly Step[] => {
	let isAdded = false;
	let crowd: Crowd = {clients: [], targets: []};
	return lines
		.filter(line => !line.startsWith('>') && line !== '')
		.map((text): Step => {
			const [verb = '', ...words] = text.split(' ');
			switch (verb) {
				case '#':
					return {kind: 'remark', text};
				case 'service': {
					const [, scheduler, ...options] = words;
					const line = [isAdded ? '-E' : '-A', optionOf(head), '-s', scheduler, ...options];
					isAdded = true;
					return {kind: 'rule', text, line: line.join(' ')};
				}
				case 'add':
				case 'edit':
				case 'delete':
					return {kind: 'rule', text, line: serverLine(head, verb, words)};
				case 'connect':
					crowd = words.includes('again') ? crowd : gather(head, words, random);
					return {
						kind: 'connect',
						text,
						flows: flowsOf(head, crowd, {count: Number(words[0]), random}),
					};
				case 'close':
					return {kind: 'close', text, count: Number(words[0])};
				case 'expiration':
					return {kind: 'expiration', text, seconds: Number(words[0])};
				case 'later':
					return {kind: 'later', text};
				default:
					throw new Error(`no step: ${text}`);
			}
		});
};

const isSix = ({type}: Head): boolean => type.endsWith('6');

/** How ipvsadm names the service. */
const optionOf = (head: Head): string => {
	const {port} = head;
	if (head.type.startsWith('mark')) {
		return isSix(head) ? `-f ${port} -6` : `-f ${port}`;
	}
	const address = isSix(head) ? '[2001:db8:1::100]' : '10.0.1.100';
	return `${head.type.startsWith('udp') ? '-u' : '-t'} ${address}:${port}`;
};

const flags = {add: '-a', edit: '-e', delete: '-d'} as const;

const serverLine = (
	head: Head,
	verb: keyof typeof flags,
	[server = '', ...options]: readonly string[],
): string => {
	const [which, port = '5000'] = server.split(':');
	const address = isSix(head) ? `[2001:db8:2::1${which}]` : `10.0.2.1${which}`;
	const method = verb === 'delete' ? [] : ['-m'];
	return [flags[verb], optionOf(head), '-r', `${address}:${port}`, ...method, ...options].join(' ');
};

/** What a real server is called in the answers: its number, by the last digit of its address, and its port. */
export const serverName = (address: string, port: number): string =>
	`${address.at(-1)}${port === 5000 ? '' : `:${port}`}`;

type Crowd = {readonly clients: readonly string[]; readonly targets: readonly string[]};

const gather = (head: Head, words: readonly string[], random: Random): Crowd => {
	const after = (word: string, otherwise: number) =>
		words.includes(word) ? Number(words[words.indexOf(word) + 1]) : otherwise;
	return {
		clients: Array.from({length: after('from', Number(words[0]))}, () =>
			anyClient(isSix(head), random),
		),
		targets: Array.from({length: after('to', 1)}, () => anyTarget(head, random)),
	};
};

const flowsOf = (
	{type, port}: Head,
	{clients, targets}: Crowd,
	{count, random}: {count: number; random: Random},
): readonly Connecting[] =>
	Array.from({length: count}, (_, index) => ({
		protocol: type.startsWith('tcp') ? 'tcp' : 'udp',
		client: clients[index % clients.length]!,
		clientPort: 1024 + Math.floor(random() * 60_000),
		target: targets[Math.floor(random() * targets.length)]!,
		targetPort: port,
	}));

const anyClient = (six: boolean, random: Random): string => {
	const below = (limit: number) => Math.floor(random() * limit);
	const groups = Array.from({length: 5}, () => below(0xff_ff).toString(16));
	return six ? `2001:db8:20:${groups.join(':')}` : `10.20.${below(256)}.${1 + below(254)}`;
};

const anyTarget = (head: Head, random: Random): string => {
	const last = 1 + Math.floor(random() * 254);
	if (head.type.startsWith('mark')) {
		return isSix(head) ? `2001:db8:3::${last.toString(16)}` : `10.0.3.${last}`;
	}
	return isSix(head) ? '2001:db8:1::100' : '10.0.1.100';
};
