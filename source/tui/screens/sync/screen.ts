import {cannotChange} from '../../operator/may-change.ts';
import {readOnlyLead} from '../../operator/row-hints.ts';
import type {Screen} from '../screen.ts';
import {syncKeys} from './keys.ts';
import {sync} from './state.ts';
import {syncView} from './view.ts';
import {watchSync} from './watch.ts';

/** Whether another director could take over, and how long connections stay. */
export const syncScreen: Screen = {
	key: '6',
	name: 'sync',
	title: 'Sync and timeouts',
	bindings: syncKeys,
	hints: state => {
		const {daemons} = sync.of(state);
		const roles = new Set(daemons?.ok === true ? daemons.value.map(({role}) => role) : []);
		const starts = [
			...(roles.has('master') ? [] : ['start-master']),
			...(roles.has('backup') ? [] : ['start-backup']),
		];
		return {
			...readOnlyLead(state),
			names: [
				...(cannotChange(state) === undefined
					? [...starts, ...(roles.size === 0 ? [] : ['stop-daemon']), 'edit-timeouts']
					: []),
				'count-origins',
				'step-back',
			],
			last: 'help',
		};
	},
	crumb: state => {
		const {daemons} = sync.of(state);
		const roles = daemons?.ok === true ? daemons.value.map(({role}) => role) : [];
		return {
			text:
				daemons === undefined
					? 'synchronisation and timeouts'
					: roles.length === 0
						? 'no synchronisation daemon runs'
						: `runs: ${roles.join(' and ')}`,
			tone: 'plain',
		};
	},
	view: syncView,
	watch: watchSync,
	glossary: [
		{
			title: 'Synchronisation',
			words: [
				{term: 'master', means: 'sends its connections to the multicast group'},
				{
					term: 'backup',
					means: 'takes connections that a master with its syncid sends; 0 takes all',
				},
				{
					term: 'LOCAL, SYNC',
					means: 'entries that began here, and those that came from another director',
				},
			],
		},
	],
};
