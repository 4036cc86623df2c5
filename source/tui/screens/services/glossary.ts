import {forwardNames} from '../../view/names.ts';
import type {GlossarySection} from '../screen.ts';
import {columns} from './columns.ts';
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
		title: 'Values',
		words: [
			{term: '1.2k 34M 5G', means: 'thousands, millions, billions'},
			{term: '-', means: 'not known: no counters, or they were just set to zero'},
			{term: 'n/a', means: 'does not pass this director: replies of DR and TUN'},
			{term: 'Total', means: 'sum over all services, also those that the filter hides'},
		],
	},
];
