import {hostname} from 'node:os';
import type {Preferences} from '../config/preferences.ts';
import type {Access} from '../operator/state.ts';
import {runTui} from '../tui/run-tui.tsx';
import {startWith} from '../tui/settings/start-with.ts';
import {openForecast} from './forecast/open-forecast.ts';
import {openFirstTimes} from './first-times.ts';
import {holdBuffers} from './hold-buffers.ts';
import {holdNewSpace} from './hold-new-space.ts';
import {examineHere} from './host/examine-here.ts';
import {openNameOf} from './host/name-of.ts';
import {openWayTo} from './host/way-to.ts';
import {openLiveWish, type LiveWish} from './live-wish.ts';
import {openOperator} from './operator/open-operator.ts';
import {openQuiescentSwitch} from './operator/quiescent.ts';
import {openRulesFiles} from './rules-files/open-rules-files.ts';
import {syncSettings} from './sync-settings.ts';
import {saveText} from './save-text.ts';
import {writeNewFile} from './write-file.ts';

/** Opens a director and shows it. Returns the exit code, or one sentence that says why nothing could be shown. */
export const startTui = async (wish: LiveWish): Promise<number | string> => {
	const live = await openLiveWish(wish);
	if (typeof live === 'string') {
		return live;
	}
	const {here, preferences, director} = live;
	holdNewSpace();
	holdBuffers();
	return runTui({
		client: director.client,
		operator: sampler =>
			openOperator({
				wanted: director.wanted,
				client: director.client,
				sampler,
				access: accessFor(preferences, wish),
				...(director.clock === undefined ? {} : {clock: director.clock}),
			}),
		ports: {
			saveText: saveText(process.env),
			forecast: openForecast({
				client: director.client,
				quiescent: openQuiescentSwitch(director.wanted, director.client),
			}),
			rules: openRulesFiles(director.wanted),
			readSyncSettings: syncSettings(director.wanted, director.client),
			writeFile: writeNewFile(process.env),
			isFirstTime: openFirstTimes(process.env),
			changePreferences: here.change,
			examine: examineHere(director),
			...(director.source.kind === 'kernel'
				? {nameOf: openNameOf(), wayTo: openWayTo(director.wanted)}
				: {}),
		},
		title: {
			hostName: hostname(),
			source: director.source,
			label: preferences.label,
			accent: preferences.accent,
		},
		interval: preferences.interval,
		remark: remarkOf(here.problems) ?? director.remark,
		keymap: here.keymap,
		start: startWith(preferences),
		...(preferences.ascii === undefined ? {} : {isAscii: preferences.ascii}),
		...(director.clock === undefined ? {} : {clock: director.clock}),
	});
};

const accessFor = ({readOnly}: Preferences, {isReadOnly = false}: LiveWish): Access => {
	if (isReadOnly) {
		return lookOnly;
	}
	return readOnly
		? {kind: 'read-only', why: 'read-only: the preferences say so', canUnlock: true}
		: {kind: 'read-write'};
};

/** The first problem in full: the others are where it says. */
const remarkOf = ([first, ...others]: readonly string[]): string | undefined =>
	first === undefined || others.length === 0
		? first
		: `${first}; ipvs-tui config lists ${others.length} more`;

const lookOnly: Access = {
	kind: 'read-only',
	why: 'read-only: started with --read-only',
	canUnlock: false,
};
