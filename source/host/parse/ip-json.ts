import type {DefaultRoute, Link, NeighbourState, PolicyRule, Route} from '../../doctor/evidence.ts';
import {parsePrefix} from '../../doctor/prefix.ts';
import type {Family} from '../../model/address.ts';

/* What `ip -j` of iproute2 prints. Fields that are not there are taken for empty: older and newer versions leave some out. */

type Fields = Readonly<Record<string, unknown>>;

/** `ip -j -d address`; undefined for what is no such text. */
export const readLinks = (text: string): readonly Link[] | undefined =>
	arrays(text)?.map((link): Link => {
		const flags = list(link['flags']);
		return {
			name: word(link['ifname']),
			isUp: flags.includes('UP'),
			isLoopback: flags.includes('LOOPBACK'),
			kind: word(fields(link['linkinfo'])['info_kind']),
			hardware: flags.includes('LOOPBACK') ? '' : word(link['address']),
			addresses: list(link['addr_info'])
				.map(fields)
				.map(address => ({
					address: word(address['local']),
					length: Number(address['prefixlen']),
					isDuplicate: address['dadfailed'] === true,
				})),
		};
	});

/** `ip -j route show default` of both families, one array after the other. */
export const readDefaultRoutes = (
	text: string,
	family: DefaultRoute['family'],
): readonly DefaultRoute[] | undefined =>
	arrays(text)?.flatMap(route => [
		...(word(route['dev']) === '' ? [] : [{family, device: word(route['dev'])}]),
		...list(route['nexthops'])
			.map(fields)
			.map(hop => ({family, device: word(hop['dev'])})),
	]);

/** `ip -j rule` of one family. */
export const readPolicyRules = (text: string, family: Family): readonly PolicyRule[] | undefined =>
	arrays(text)?.map((rule): PolicyRule => {
		const [from, to] = [prefixText(rule, 'src'), prefixText(rule, 'dst')];
		const table = word(rule['table']) || undefined;
		const others = Object.keys(rule).filter(name => !unconditional.has(name));
		return {
			family,
			priority: Number(rule['priority']),
			text: [
				`${String(rule['priority'])}: from ${from}`,
				...(to === '' ? [] : [`to ${to}`]),
				...others.map(name => `${name} ${word(rule[name])}`.trim()),
				...(table === undefined ? [word(rule['action'])] : [`lookup ${table}`]),
			]
				.join(' ')
				.trim(),
			destination: to === '' ? undefined : parsePrefix(to),
			table,
			isPartial: from !== 'all' || others.length > 0,
		};
	});

const prefixText = (rule: Fields, end: 'src' | 'dst'): string => {
	const length = rule[`${end}len`];
	return `${word(rule[end])}${length === undefined ? '' : `/${String(length)}`}`;
};

/** Fields that ask for nothing but the address; others are conditions. */
const unconditional: ReadonlySet<string> = new Set(
	'priority src srclen dst dstlen table action protocol'.split(' '),
);

/**
`ip -j -force -batch -` with a line `route get ADDRESS` for each address: answers come in their order, and what failed is on stderr
with its line number.
*/
export const readRoutes = (
	addresses: readonly string[],
	{stdout, stderr}: {readonly stdout: string; readonly stderr: string},
): ReadonlyMap<string, Route> => {
	const routes = new Map<string, Route>();
	for (const route of arrays(stdout) ?? []) {
		const gateway = word(route['gateway']) || word(fields(route['via'])['host']);
		const type = word(route['type']) || 'unicast';
		routes.set(
			word(route['dst']),
			type === 'local'
				? {kind: 'local'}
				: type === 'unicast'
					? {
							kind: 'unicast',
							device: word(route['dev']),
							gateway: gateway === '' ? undefined : gateway,
							source: word(route['prefsrc']) || undefined,
						}
					: {kind: 'none', says: type},
		);
	}
	const lines = stderr.split('\n');
	for (const [index, line] of lines.entries()) {
		const [, number] = /^Command failed .*:(\d+)$/.exec(line) ?? [];
		const address = number === undefined ? undefined : addresses[Number(number) - 1];
		if (address !== undefined) {
			const reason = lines[index - 1]?.replace(/^RTNETLINK answers: /, '') ?? '';
			routes.set(address, {kind: 'none', says: reason.toLowerCase() || 'no route'});
		}
	}
	return routes;
};

/** `ip -j neigh` */
export const readNeighbours = (text: string): ReadonlyMap<string, NeighbourState> | undefined => {
	const found = arrays(text);
	return (
		found &&
		new Map(found.map(entry => [word(entry['dst']), word(list(entry['state'])[0])] as const))
	);
};

/** All objects of arrays that stand one after the other, each on lines of its own. Nothing at all is no objects. */
const arrays = (text: string): readonly Fields[] | undefined => {
	try {
		return text
			.split(/\n(?=\[)/)
			.filter(part => part.trim() !== '')
			.flatMap(part => list(JSON.parse(part)).map(fields));
	} catch {
		return undefined;
	}
};

const list = (value: unknown): readonly unknown[] => (Array.isArray(value) ? value : []);

const fields = (value: unknown): Fields =>
	typeof value === 'object' && value !== null ? (value as Fields) : {};

const word = (value: unknown): string => (typeof value === 'string' ? value : '');
