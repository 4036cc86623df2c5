import {rate} from '../../sampler/rates.ts';
import type {Sample} from '../../sampler/sample.ts';
import type {Term} from '../screens/services/filter.ts';
import {naturalSort} from '../screens/services/order.ts';
import {isDestination, rowOf} from '../screens/services/row-id.ts';
import {arrange} from '../screens/services/rows.ts';
import {calm} from '../screens/services/timeline.ts';
import {checkSentenceAt} from '../view/checks.ts';
import {serviceRate, type Facts} from '../view/facts.ts';
import {forwardName, schedulerText, serviceName} from '../view/names.ts';
import {rateText} from '../view/number-text.ts';
import {shareAt} from '../view/share.ts';
import {serverStates} from '../view/states.ts';

/** The services and servers that a filter lets through, a line each, to be read from the left. */
export const listing = (sample: Sample, terms: readonly Term[]): readonly string[] => {
	const {ids, facts} = arrange(
		sample,
		{sort: naturalSort, terms, folded: new Set(), isFlat: false},
		{timeline: calm, before: undefined},
	);
	return Array.from(ids, id =>
		isDestination(id) ? serverLine(facts, rowOf(id)) : serviceLine(facts, id),
	);
};

const serviceLine = (facts: Facts, row: number): string => {
	const {sample, serving, active, inactive} = facts;
	const {services, firstDestination} = sample.table;
	const servers = (firstDestination[row + 1] ?? 0) - (firstDestination[row] ?? 0);
	const perSecond = rateText(serviceRate(facts, row, rate.connections), 6);
	return [
		`${serviceName(sample, row)}, ${schedulerText(services, row)}: ${serving[row]} of ${servers} serving`,
		`${active[row]} active`,
		`${inactive[row]} inactive`,
		...(perSecond === '-' ? [] : [`${perSecond} connections a second`]),
	].join(', ');
};

const serverLine = (facts: Facts, row: number): string => {
	const {sample, destinationState} = facts;
	const {destinations} = sample.table;
	const part = shareAt(facts, row);
	const checked = checkSentenceAt(facts, row);
	return [
		`  ${sample.structure.destinationKey(row)}, ${forwardName(destinations.method[row] ?? 0)}, weight ${destinations.weight[row]}: ${serverStates[destinationState[row] ?? 0]?.name ?? 'unknown'}`,
		`${destinations.active[row]} active`,
		`${destinations.inactive[row]} inactive`,
		...(Number.isNaN(part) ? [] : [`share ${Math.round(part * 100)} percent`]),
		...(checked === undefined ? [] : [checked.text]),
	].join(', ');
};
