import {serverReports, type Status} from './status.ts';

type Sample = {readonly labels: Readonly<Record<string, string>>; readonly value: number};

/** What is told about every service and server, in the text form of Prometheus. Times are in seconds. */
export const metricsText = (statuses: readonly Status[]): string => {
	const ofServers = (
		value: (report: ReturnType<typeof serverReports>[number]) => number | undefined,
	) =>
		statuses.flatMap(status =>
			serverReports(status).flatMap((report): Sample[] => {
				const found = value(report);
				return found === undefined
					? []
					: [{labels: {service: status.service, server: report.server}, value: found}];
			}),
		);
	const health = {up: 1, down: 0, unknown: undefined};
	return [
		metric(
			'quorum',
			'Whether enough servers are live',
			statuses.map(({service, state}) => ({
				labels: {service},
				value: state.quorum === 'lost' ? 0 : 1,
			})),
		),
		metric(
			'server_up',
			'Whether all checks of the server pass',
			ofServers(one => health[one.health]),
		),
		metric(
			'server_weight',
			'Its weight in the table',
			ofServers(one => one.weight),
		),
		metric(
			'server_full_weight',
			'Its weight when it is well',
			ofServers(one => one.fullWeight),
		),
		metric(
			'server_since_seconds',
			'When it became what it is, since 1970',
			ofServers(one => one.since / 1000),
		),
		metric(
			'check_duration_seconds',
			'How long its slowest check took the last time',
			ofServers(one => (one.took === undefined ? undefined : one.took / 1000)),
		),
	].join('');
};

const metric = (name: string, help: string, samples: readonly Sample[]): string => {
	const full = `ipvs_care_${name}`;
	const lines = samples.map(({labels, value}) => {
		const pairs = Object.entries(labels).map(([label, text]) => `${label}="${text}"`);
		return `${full}{${pairs.join(',')}} ${value}\n`;
	});
	return `# HELP ${full} ${help}\n# TYPE ${full} gauge\n${lines.join('')}`;
};
