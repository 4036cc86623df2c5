import {readOnlyLead, rowHints} from '../../operator/row-hints.ts';
import {rowKeys} from '../../operator/row-keys.ts';
import {observeHistory} from '../../store/history.ts';
import {checkSentenceAt} from '../../view/checks.ts';
import {plural} from '../../view/number-text.ts';
import {schedulerText} from '../../view/names.ts';
import type {Screen} from '../screen.ts';
import {formKeys} from '../services/form-keys.ts';
import {services} from '../services/state.ts';
import {detailKeys, readAnew} from './keys.ts';
import {detail} from './state.ts';
import {subjectName, subjectOf} from './subject.ts';
import {detailView, settleScroll} from './view.ts';
import {watchClients} from './watch.ts';

export const detailScreen: Screen = {
	key: '2',
	name: 'detail',
	title: 'Detail',
	bindings: [...detailKeys, ...rowKeys, ...formKeys],
	hints: state => ({
		...readOnlyLead(state),
		names: [
			'previous-tab',
			...(['graphs', 'servers'].includes(detail.of(state).tab) ? ['zoom-out', 'next-unit'] : []),
			'previous-server',
			'step-back',
			...rowHints(state),
			'pause',
			'command',
			'show-services',
		],
		last: 'help',
	}),
	crumb: state => {
		const subject = subjectOf(state);
		if (subject === undefined) {
			return {text: subjectName(state), tone: 'warning'};
		}
		const {facts, service, server, servers} = subject;
		const rest =
			server === undefined
				? `${facts.serving[service]} of ${plural(servers.length, 'server')} take new connections`
				: `weight ${facts.sample.table.destinations.weight[server]}`;
		const check = server === undefined ? undefined : checkSentenceAt(facts, server);
		const scheduler = schedulerText(facts.sample.table.services, service);
		return {
			text: [
				subjectName(state),
				scheduler,
				rest,
				...(check === undefined ? [] : [check.text]),
			].join('  '),
			tone: check?.tone === 'bad' ? 'warning' : 'plain',
		};
	},
	settle: settleScroll,
	observe: observeHistory,
	refresh: readAnew,
	ticks: state => detail.of(state).tab === 'clients',
	wants: state => {
		const service = services.of(state).cursor?.service;
		return new Set(service === undefined ? [] : [service]);
	},
	watch: watchClients,
	view: detailView,
	glossary: [
		{
			title: 'Graphs',
			words: [
				{term: 'peak', means: 'the highest value of the time that is shown, and when it was'},
				{
					term: "kernel's average",
					means: 'what the kernel itself says: an average over about eight seconds',
				},
				{
					term: 'share/fair',
					means: 'percent of what the service does, and what the weight would give',
				},
			],
		},
	],
};
