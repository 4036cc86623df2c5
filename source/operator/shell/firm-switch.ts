import {isOpen, type Drain} from '../drain.ts';
import {log, update, type Desk} from './desk.ts';

/** Sets expire_quiescent_template while something is left in a firm drain, and puts it back with the last one. A sentence when that did not work. */
export const settleFirmSwitch = (
	desk: Desk,
	mode: 'as needed' | 'put back' = 'as needed',
): Promise<string | undefined> =>
	desk.turn(async () => {
		const {drains, firmSwitch} = desk.store.get();
		const isNeeded = mode === 'as needed' && drains.some(isWaitingFirmly);
		if (isNeeded && firmSwitch === undefined) {
			return flip(desk);
		}
		if (!isNeeded && firmSwitch !== undefined) {
			return putBack(firmSwitch.original, desk);
		}
		return undefined;
	});

/** With weight 0 an empty server gets no new templates: what the whole host does otherwise need not wait for an answer. */
const isWaitingFirmly = (drain: Drain): boolean =>
	drain.firmness === 'firm' && isOpen(drain) && drain.phase.kind !== 'empty';

const flip = async (desk: Desk): Promise<string | undefined> => {
	const original = await desk.quiescent.read();
	if (typeof original === 'string') {
		update(desk, {firmSwitch: {original: 1, trouble: original}});
		return original;
	}
	const trouble = original === 1 ? undefined : await desk.quiescent.write(1);
	update(desk, {firmSwitch: {original: trouble === undefined ? original : 1, trouble}});
	if (original !== 1) {
		note(desk, {from: original, to: 1, trouble});
	}
	return trouble;
};

const putBack = async (original: number, desk: Desk): Promise<string | undefined> => {
	const trouble = original === 1 ? undefined : await desk.quiescent.write(original);
	update(desk, {firmSwitch: undefined});
	if (original !== 1) {
		note(desk, {from: 1, to: original, trouble});
	}
	return trouble;
};

const note = (
	desk: Desk,
	{
		from,
		to,
		trouble,
	}: {readonly from: number; readonly to: number; readonly trouble: string | undefined},
): void =>
	log(desk, [
		{
			at: desk.clock.now(),
			actor: 'scheduled',
			what: `expire_quiescent_template ${from} > ${to} for firm drains`,
			inverse: [],
			result: trouble === undefined ? {kind: 'done'} : {kind: 'refused', why: trouble},
		},
	]);
