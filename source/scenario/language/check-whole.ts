import {familyOfMatch, matchKey, type Match} from '../../model/service.ts';
import type {Happening, Problem, Rule} from '../scenario.ts';
import type {Clients} from './clients.ts';
import {addressText, type Address} from '../../model/address.ts';

type Parts = {
	readonly rules: readonly Rule[];
	readonly happenings: readonly Happening[];
	readonly groups: readonly Clients[];
};

/** What is wrong with a scenario although every line of it can be read. */
export const checkWhole = ({rules, happenings, groups}: Parts): readonly Problem[] => {
	const changes = [
		...rules.flatMap(({changes: asked}) => asked),
		...happenings.flatMap(({deed}) => (deed.kind === 'change' ? [deed.change] : [])),
	];
	const services = new Set(
		changes.flatMap(change =>
			change.kind === 'add-service' ? [matchKey(change.service.match)] : [],
		),
	);
	const hasServer = (address: Address, port: number | undefined): boolean => {
		const text = addressText(address);
		return changes.some(
			change =>
				change.kind === 'add-destination' &&
				(port === undefined || change.destination.port === port) &&
				addressText(change.destination.address) === text,
		);
	};
	const hasBackup = changes.some(
		change => change.kind === 'start-daemon' && change.daemon.role === 'backup',
	);
	return [
		...groups.flatMap(group =>
			clientProblems(group, services).map(says => ({line: group.line, says})),
		),
		...groups
			.filter(({said}) => said.origin === 'sync' && !hasBackup)
			.map(({line}) => ({
				line,
				says: 'nobody hears of these clients: only a backup does, --start-daemon backup --mcast-interface eth0',
			})),
		...happenings
			.filter(({deed}) => deed.kind === 'server' && !hasServer(deed.address, deed.port))
			.map(({line}) => ({line, says: 'no rule has a server of this address and port'})),
	].filter(
		({line, says}, index, all) =>
			all.findIndex(other => other.line === line && other.says === says) === index,
	);
};

const clientProblems = (
	{matches, said, names}: Clients,
	services: ReadonlySet<string>,
): readonly string[] => {
	const problems = (['rate', 'from'] as const)
		.filter(name => !names.has(name))
		.map(name => `these clients need an indented line "${name}"`);
	const absent = matches.find(match => !services.has(matchKey(match)));
	if (absent !== undefined) {
		problems.push(`no rule adds the service ${matchKey(absent)}`);
	}
	const {firstClient, target} = said;
	if (
		firstClient !== undefined &&
		matches.some(match => familyOfMatch(match) !== firstClient.family)
	) {
		problems.push('these clients have addresses of another family than the service');
	}
	const saysNothing = matches.some(isWithoutTarget);
	if (saysNothing && target === undefined) {
		problems.push(
			'the service does not say where clients go to: an indented line such as "at 203.0.113.7:443" must',
		);
	}
	if (target !== undefined && matches.length > 0 && !matches.every(isWithoutTarget)) {
		problems.push(
			'the service says where clients go to: the line "at" is for marks and for port 0',
		);
	}
	return problems;
};

const isWithoutTarget = (match: Match): boolean => match.kind === 'mark' || match.port === 0;
