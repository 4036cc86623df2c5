import {numberOfField, textOfField, type Field} from '../../form/form.ts';
import type {LineFormState} from '../line-form/state.ts';
import {serviceProblems} from './problems.ts';
import {schedulers} from './schedulers.ts';
import {largestMark, mayBeOnePacket, serviceOf, type ServiceSubject} from './values.ts';

/** The fields of a virtual service. */
export const serviceFields = (own: LineFormState<ServiceSubject>): readonly Field[] => {
	const {form, subject, isRareShown} = own;
	const problems = serviceProblems(form, subject);
	const check = (name: string) => () => problems[name];
	const scheduler = textOfField(form, 'scheduler');
	return [
		...(subject.present === undefined ? identity(own, check) : []),
		{
			kind: 'text',
			name: 'scheduler',
			label: 'Scheduler',
			width: 10,
			note: schedulers[scheduler],
			check: check('scheduler'),
		},
		{
			kind: 'number',
			name: 'persistence',
			label: 'Persistent',
			note: 'seconds a client stays with its server; 0 is off',
			least: 0,
			most: longestTimeout,
			check: check('persistence'),
		},
		...(isRareShown ? rareFields(own, check) : []),
	];
};

type Check = (name: string) => () => string | undefined;

const identity = ({form}: LineFormState<ServiceSubject>, check: Check): readonly Field[] => [
	{
		kind: 'choice',
		name: 'kind',
		label: 'Protocol',
		options: ['tcp', 'udp', 'sctp', 'fwmark'].map(value => ({value, label: value})),
	},
	...(textOfField(form, 'kind') === 'fwmark'
		? ([
				{
					kind: 'number',
					name: 'mark',
					label: 'Mark',
					note: 'as the packet filter sets it',
					least: 1,
					most: largestMark,
					check: check('mark'),
				},
				{
					kind: 'choice',
					name: 'family',
					label: 'Packets',
					options: [
						{value: 'ipv4', label: 'IPv4'},
						{value: 'ipv6', label: 'IPv6'},
					],
				},
			] as const)
		: ([
				{
					kind: 'text',
					name: 'address',
					label: 'Address',
					width: 40,
					isSteady: true,
					check: check('address'),
				},
				{
					kind: 'number',
					name: 'port',
					label: 'Port',
					note: '0 is every port',
					least: 0,
					most: 65_535,
					check: check('port'),
				},
			] as const)),
];

const rareFields = (
	{form, subject}: LineFormState<ServiceSubject>,
	check: Check,
): readonly Field[] => {
	const {match} = serviceOf(form, subject);
	const scheduler = textOfField(form, 'scheduler');
	const [first, second] = flagLabels(scheduler);
	return [
		...(numberOfField(form, 'persistence') > 0
			? [
					{
						kind: 'text',
						name: 'netmask',
						label: 'Netmask',
						width: 16,
						note: 'clients of one network count as one; empty: each alone',
						check: check('netmask'),
					} as const,
				]
			: []),
		{
			kind: 'text',
			name: 'engine',
			label: 'Engine',
			width: 17,
			note: 'persistence by content, such as sip',
			check: check('engine'),
		},
		...(mayBeOnePacket(match)
			? [{kind: 'checkbox', name: 'onePacket', label: 'schedule every packet on its own'} as const]
			: []),
		{kind: 'checkbox', name: 'flag1', label: first},
		{kind: 'checkbox', name: 'flag2', label: second},
		{kind: 'checkbox', name: 'flag3', label: unused('flag-3', scheduler)},
	];
};

/** What the bits mean depends on the scheduler. */
const flagLabels = (scheduler: string): readonly [string, string] =>
	scheduler === 'sh' || scheduler === 'mh'
		? [
				`${scheduler}-fallback: another server when the hashed one takes no connections`,
				`${scheduler}-port: hash the port of the client too`,
			]
		: [unused('flag-1', scheduler), unused('flag-2', scheduler)];

/** The kernel keeps it, and that is all. */
const unused = (flag: string, scheduler: string): string =>
	`${flag}, which ${scheduler === '' ? 'no scheduler' : scheduler} makes nothing of`;

/** Seconds; 31 days, what ipvsadm takes. */
const longestTimeout = 2_678_400;
