import type {WordOptions} from '../words/read-options.ts';

/**
A file of care that says what lvscare's flags say, or a sentence about what is wrong with them. As there a server goes with the first
failure and comes with the first success, and one that fails is taken away, though here not before it is empty.
*/
export const textOfFlags = ({given, all}: WordOptions): string | string[] => {
	const service = given.get('vs');
	// To take a service away nobody need say which servers it has.
	const servers = all.get('rs') ?? (given.has('clean') ? [service ?? ''] : []);
	if (service === undefined) {
		return '--rs needs --vs too, such as --vs 192.0.2.1:80';
	}
	const refusal = refusalOf({given, service});
	if (refusal !== undefined) {
		return refusal;
	}
	const interval = durationOf(given.get('interval') ?? '5s');
	const timeout = given.get('health-timeout');
	return [
		`service -t ${service} -s ${given.get('scheduler') ?? 'rr'}`,
		...servers.map(server => `server ${server} -m -w 1`),
		'rise 1',
		'fall 1',
		'on-failure remove',
		`interval ${interval}`,
		`timeout ${timeout === undefined ? interval : durationOf(timeout)}`,
		checkLine({given, all}),
	];
};

/** What these are for is prepared, or done, by something else here. */
const refusalOf = ({
	given,
	service,
}: Pick<WordOptions, 'given'> & {readonly service: string}): string | undefined => {
	const mode = given.get('mode') ?? '';
	if (mode === 'link') {
		return `link mode is prepared by "${linkMode}"; leave --mode away here`;
	}
	if (mode !== '' && mode !== 'route') {
		return `--mode takes route, not ${mode}`;
	}
	const ofLinkMode = (['iface', 'masqueradebit'] as const).find(name => given.has(name));
	if (ofLinkMode !== undefined) {
		return `--${ofLinkMode} is about link mode, which "${linkMode}" prepares with an interface and marks of its own; leave it away`;
	}
	const gateway = given.get('ip');
	if (gateway !== undefined) {
		const address = service.replace(/:\d+$/, '');
		return `routes are not made here: run "ip route add ${address}/32 via ${gateway} metric 50" once, and leave --ip away`;
	}
	const level = given.get('logger') ?? 'INFO';
	return level === 'INFO' || level === 'DEBG'
		? undefined
		: `--logger takes INFO or DEBG, not ${level}`;
};

const linkMode = 'ipvs-tui setup --link-mode';

const checkLine = ({given, all}: Pick<WordOptions, 'given' | 'all'>): string => {
	const kind = given.get('health-schem') ?? 'https';
	if (kind === 'tcp') {
		return 'check tcp';
	}
	const lists = (name: 'health-req-headers' | 'health-status'): readonly string[] =>
		(all.get(name) ?? []).flatMap(text => text.split(','));
	const body = given.get('health-req-body');
	const words = [
		'check',
		kind,
		'path',
		given.get('health-path') ?? '/healthz',
		'method',
		given.get('health-req-method') ?? 'GET',
		'status',
		['200-399', ...lists('health-status')].join(','),
		...lists('health-req-headers').flatMap(text => ['header', text.replace('=', ': ')]),
		...(body === undefined ? [] : ['send', body]),
		...(kind === 'https'
			? ['verify', given.get('health-insecure-skip-verify') === 'false' ? 'yes' : 'no']
			: []),
	];
	return words.map(word => `"${word.replaceAll('"', '""')}"`).join(' ');
};

/** lvscare has two letters; everything else with one dash is ipvsadm's. */
export const withLongFlags = (argv: readonly string[]): readonly string[] =>
	argv.some(word => /^--vs(=|$)/.test(word)) ? argv.map(word => letters[word] ?? word) : argv;

const letters: Readonly<Record<string, string>> = {'-C': '--clean', '-i': '--iface'};

/** A bare number is seconds. */
const durationOf = (text: string): string => (/^\d+$/.test(text) ? `${text}s` : text);
