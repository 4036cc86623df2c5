import {forwarding, tunnelFlag, tunnelType} from '../../../model/destination.ts';
import {methodWord} from '../../../operator/settings.ts';
import {numberOfField, textOfField, type Field} from '../../form/form.ts';
import type {LineFormState} from '../line-form/state.ts';
import {largestWeight, serverProblems} from './problems.ts';
import type {ServerSubject} from './values.ts';

/** The fields of a real server; the seldom ones where they are wanted, the others of a tunnel as its type needs them. */
export const serverFields = ({
	form,
	subject,
	isRareShown,
}: LineFormState<ServerSubject>): readonly Field[] => {
	const problems = serverProblems(form, subject);
	const check = (name: string) => () => problems[name];
	const isNew = subject.present === undefined;
	const limit = (name: string, label: string, note: string): Field => ({
		kind: 'number',
		name,
		label,
		note,
		least: 0,
		most: largestWeight,
		check: check(name),
	});
	return [
		...(isNew ? identity(check) : []),
		{
			kind: 'choice',
			name: 'method',
			label: 'Forward',
			options: methods(subject),
			check: check('method'),
		},
		limit('weight', 'Weight', 'share of new connections; 0 takes none'),
		...(isNew && numberOfField(form, 'weight') === 0
			? [
					{
						kind: 'text',
						name: 'ramp',
						label: 'Ramp to',
						width: 11,
						note: 'in steps, over five minutes; empty: stays at 0',
						check: check('ramp'),
					} as const,
				]
			: []),
		limit('upper', 'Upper limit', 'none new at this many; 0 is no limit'),
		limit('lower', 'Lower limit', 'new ones again below this; 0: at three quarters'),
		...(isRareShown && Number(textOfField(form, 'method')) === forwarding.tunneling
			? tunnelFields(Number(textOfField(form, 'tunnel')))
			: []),
	];
};

const identity = (check: (name: string) => () => string | undefined): readonly Field[] => [
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
		least: 0,
		most: 65_535,
		check: check('port'),
	},
];

const methods = ({present}: ServerSubject) =>
	[
		...usualMethods,
		...(present === undefined || usualMethods.includes(present.method) ? [] : [present.method]),
	].map(method => ({value: String(method), label: methodWord(method)}));

const usualMethods: readonly number[] = [
	forwarding.directRouting,
	forwarding.masquerading,
	forwarding.tunneling,
];

const tunnelFields = (type: number): readonly Field[] => [
	{
		kind: 'choice',
		name: 'tunnel',
		label: 'Tunnel',
		options: Object.entries(tunnelType).map(([name, value]) => ({
			value: String(value),
			label: name,
		})),
	},
	...(type === tunnelType.gue
		? [
				{
					kind: 'number',
					name: 'tunnelPort',
					label: 'Tunnel port',
					note: 'UDP port that the server listens on for GUE',
					least: 1,
					most: 65_535,
				} as const,
			]
		: []),
	...(type === tunnelType.ipip
		? []
		: [
				{
					kind: 'choice',
					name: 'checksum',
					label: 'Checksum',
					options: [
						{value: String(tunnelFlag.noChecksum), label: 'none'},
						{value: String(tunnelFlag.checksum), label: 'checksum'},
						...(type === tunnelType.gue
							? [{value: String(tunnelFlag.remoteChecksum), label: 'remote'}]
							: []),
					],
				} as const,
			]),
];
