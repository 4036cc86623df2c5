import type {Connections} from '../../../model/connections.ts';
import {serviceText} from '../../connections/row-text.ts';
import type {TuiState} from '../../store/state.ts';
import {granularity} from '../../view/names.ts';

/** How much of a client's address a template of a row stands for, as its service is set up: `/24`, or nothing for a single client. */
export const networksOf =
	({sampler: {sample}}: TuiState, connections: Connections) =>
	(row: number): string => {
		const [protocol = '', place = ''] = serviceText(connections, row).split(' ');
		const key = protocol === 'FWM' ? `fwmark ${place}` : `${protocol.toLowerCase()} ${place}`;
		const service = sample?.structure.serviceRow.get(key);
		return sample === undefined || service === undefined
			? ''
			: granularity(sample.table.services, service);
	};
