import {addressText} from '../../../model/address.ts';
import type {Daemon, DaemonRole} from '../../../model/director.ts';
import {failureSentence} from '../../../model/failure-sentence.ts';
import type {Size, TuiState} from '../../store/state.ts';
import {fitted} from '../../view/box.ts';
import {lineOf, plainLine, type Line, type Tone} from '../../view/line.ts';
import {countText, plural, timeText} from '../../view/number-text.ts';
import {padEnd} from '../../view/text.ts';
import {wrapped} from '../../view/wrap.ts';
import type {BodyLine} from '../screen.ts';
import {affectedBy, type Affected} from './affected.ts';
import {readinessOf} from './readiness.ts';
import {sync, type Origins, type SyncState} from './state.ts';

export const syncView = (state: TuiState, {columns, rows}: Size): readonly BodyLine[] => {
	const own = sync.of(state);
	const all = [
		...syncLines(own, columns),
		...settingLines(own, columns),
		...timeoutLines(own, state, columns),
	];
	return withinRows(all, rows).map(({line}) => ({
		line: lineOf(fitted(line.segments, columns, state.glyphs)),
	}));
};

/** A line, and whether it only explains the ones above it. */
type Row = {readonly line: Line; readonly isExtra: boolean};

/** On low screens explanations give way, the last ones first. */
const withinRows = (all: readonly Row[], rows: number): readonly Row[] => {
	let tooMany = all.length - rows;
	const kept = all.toReversed().filter(({isExtra}) => {
		const goes = isExtra && tooMany > 0;
		tooMany -= goes ? 1 : 0;
		return !goes;
	});
	return kept.toReversed().slice(0, rows);
};

const heading = (text: string): Row => ({line: plainLine(` ${text}`, 'accent'), isExtra: false});

const row = (label: string, text: string, tone: Tone = 'plain'): Row => ({
	line: lineOf([
		{text: `  ${padEnd(label, 9)} `, tone: 'dim'},
		{text, tone},
	]),
	isExtra: label === '',
});

/** A sentence below the rows, in as many lines as it takes. */
const said = (text: string, tone: Tone, columns: number): readonly Row[] =>
	wrapped(text, columns - 13).map(part => row('', part, tone));

const syncLines = ({daemons, origins}: SyncState, columns: number): readonly Row[] => {
	if (daemons === undefined) {
		return [heading('SYNCHRONISATION'), row('', 'reading', 'dim')];
	}
	if (!daemons.ok) {
		return [heading('SYNCHRONISATION'), ...said(failureSentence(daemons.failure), 'bad', columns)];
	}
	return [
		heading('SYNCHRONISATION'),
		daemonLine('master', daemons.value),
		daemonLine('backup', daemons.value),
		row('entries', originsText(origins)),
		...readinessOf(daemons.value, origins).flatMap(({says, tone}) => said(says, tone, columns)),
	];
};

const daemonLine = (role: DaemonRole, daemons: readonly Daemon[]): Row => {
	const daemon = daemons.find(other => other.role === role);
	return daemon === undefined
		? row(role, 'not running', 'dim')
		: row(role, daemonText(daemon), 'strong');
};

const daemonText = ({interface: name, syncId, group, port, ttl, maxLength}: Daemon): string => {
	const address =
		group === undefined
			? ''
			: `  group ${addressText({family: group.length === 16 ? 'ipv6' : 'ipv4', bytes: group})}`;
	return `${name}  syncid ${syncId}${address}${port ? `:${port}` : ''}${ttl ? `  ttl ${ttl}` : ''}${maxLength ? `  maxlen ${maxLength}` : ''}`;
};

const originsText = (origins: Origins): string => {
	switch (origins.kind) {
		case 'not counted':
			return 'not counted: there are many, c reads the whole connection table once';
		case 'counting':
			return 'counting';
		case 'failed':
			return `not counted: ${failureSentence(origins.failure)}`;
		case 'counted':
			return `LOCAL ${countText(origins.local, 10)}   SYNC ${countText(origins.sync, 10)}   at ${timeText(origins.at)}, c counts anew`;
	}
};

const settingLines = ({settings}: SyncState, columns: number): readonly Row[] => {
	if (settings === undefined || settings.size === 0) {
		return [];
	}
	const [packets, every] = (settings.get('sync_threshold') ?? '').split(/\s+/);
	return [
		...wrapped(
			[...settings].map(([name, value]) => `${name} ${value.replaceAll(/\s+/g, '/')}`).join('  '),
			columns - 13,
		).map((part, index) => row(index === 0 ? 'settings' : '', part)),
		...(packets === undefined || packets === '' || every === undefined
			? []
			: said(
					`connections of fewer than ${packets} packets are not sent; longer ones again every ${every} packets`,
					'dim',
					columns,
				)),
	];
};

const timeoutLines = (
	{timeouts}: SyncState,
	{sampler: {sample}}: TuiState,
	columns: number,
): readonly Row[] => {
	if (timeouts === undefined) {
		return [];
	}
	if (!timeouts.ok) {
		return [heading('TIMEOUTS'), ...said(failureSentence(timeouts.failure), 'bad', columns)];
	}
	const {tcp, tcpFin, udp} = timeouts.value;
	const about = (protocol: 'tcp' | 'udp'): Affected | undefined =>
		sample === undefined ? undefined : affectedBy(protocol, sample);
	return [
		heading(`TIMEOUTS  --set ${tcp} ${tcpFin} ${udp}`),
		row('tcp', timeoutText(tcp, about('tcp'), 'active')),
		row('tcp fin', timeoutText(tcpFin, about('tcp'), 'inactive')),
		row('udp', timeoutText(udp, about('udp'), 'inactive')),
	];
};

const timeoutText = (
	seconds: number,
	affected: Affected | undefined,
	which: 'active' | 'inactive',
): string =>
	affected === undefined
		? `${seconds} s`
		: `${padEnd(`${seconds} s`, 9)} ${plural(affected.services.length, 'service')}, ${countText(affected[which], 10)} ${which} entries`;
