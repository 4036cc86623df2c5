import type {Care, CaredServer, CareMark} from '../../../source/operator/care.ts';
import {openSite, server, web, type SiteOptions} from './site.ts';

const well: CaredServer = {
	role: 'server',
	health: 'up',
	since: 0,
	mark: 'auto',
	isHeld: false,
	fullWeight: 100,
	note: '',
};

/** Somebody who takes care of the web service, and who writes down what is said. */
export const carer = (servers: Readonly<Record<string, Partial<CaredServer>>>) => {
	let didAt: number | undefined;
	const careOf = (isInCare = true): Care =>
		new Map([
			[
				web,
				{
					pid: 12,
					isInCare,
					leftAt: isInCare ? undefined : 0,
					didAt,
					servers: new Map(Object.entries(servers).map(([key, one]) => [key, {...well, ...one}])),
				},
			],
		]);
	let care = careOf();
	const said: [string, CareMark][] = [];
	return {
		said,
		finds: (key: string, found: Partial<CaredServer>): void => {
			servers = {...servers, [key]: {...servers[key], ...found}};
			care = careOf();
		},
		changedService: (at: number): void => {
			didAt = at;
			care = careOf();
		},
		ends: (): void => {
			care = careOf(false);
		},
		port: {
			read: () => care,
			pin: (_service: string, marks: ReadonlyMap<string, CareMark>): string | undefined => {
				said.push(...marks);
				for (const [key, mark] of marks) {
					servers = {...servers, [key]: {...servers[key], mark}};
				}
				care = careOf();
				return undefined;
			},
		},
	};
};

export const [first, second] = [server(11), server(12)];

/** A site whose web service somebody takes care of, as far as `servers` say. */
export const siteWith = async (
	servers: Readonly<Record<string, Partial<CaredServer>>>,
	options: SiteOptions = {},
) => {
	const own = carer(servers);
	const site = await openSite({...options, care: own.port});
	const warned = async (...intent: Parameters<typeof site.plan>): Promise<readonly string[]> =>
		(await site.plan(...intent)).warnings
			.filter(({kind}) => kind === 'in-care')
			.map(({says}) => says);
	return {...site, ...own, warned};
};
