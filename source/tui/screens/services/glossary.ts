import {forwardNames} from '../../view/names.ts';
import type {GlossarySection} from '../screen.ts';
import {columns} from './columns.ts';
import {filterFields} from './filter.ts';
import {serverStates, serviceStates} from '../../view/states.ts';

/** Everything on this screen, explained by the records that draw it. */
export const glossary: readonly GlossarySection[] = [
	{
		title: 'Columns',
		words: [
			{
				term: 'SERVICE',
				means:
					'protocol, address and port, or FWM and the firewall mark; then the scheduler; p300: clients stick for 300 seconds; ops: every packet is scheduled',
			},
			...Object.values(columns).map(({title, says}) => ({term: title, means: says})),
			{term: 'PPS, IN, OUT', means: 'on narrow screens: PPS IN, b/s IN, b/s OUT'},
		],
	},
	{
		title: 'Forwarding',
		words: Object.values(forwardNames).map(({word, says}) => ({term: word, means: says})),
	},
	{
		title: 'States',
		words: [
			...Object.values(serverStates).toReversed(),
			...Object.values(serviceStates).toReversed(),
		].map(({word, says}) => ({term: word, means: says})),
	},
	{
		title: 'Filter',
		words: [
			{
				term: 'web !udp a|b',
				means:
					'all words must match, a word with ! must not; | is or; a word is a regular expression',
			},
			...Object.entries(filterFields).map(([term, means]) => ({term, means})),
			{term: '= != < > ~', means: 'after a field: w=0 cps>100 rs=10.0.0.0/24 vip~^192'},
		],
	},
	{
		title: 'Values',
		words: [
			{term: '1.2k 34M 5G', means: 'thousands, millions, billions'},
			{term: '-', means: 'not known: no counters, or they were just set to zero'},
			{term: 'n/a', means: 'does not pass this director: replies of DR and TUN'},
			{term: 'Total', means: 'sum over all services, also those that the filter hides'},
		],
	},
];
