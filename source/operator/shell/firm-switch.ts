import {isOpen} from '../drain.ts';
import {log, update, type Desk} from './desk.ts';

/** Sets expire_quiescent_template while a firm drain is open, and puts it back with the last one. */
export const settleFirmSwitch = (desk: Desk, mode: 'as needed' | 'put back' = 'as needed') =>
	desk.turn(async () => {
		const {drains, firmSwitch} = desk.store.get();
		const isNeeded =
			mode === 'as needed' && drains.some(drain => drain.firmness === 'firm' && isOpen(drain));
		if (isNeeded && firmSwitch === undefined) {
			await flip(desk);
		}
		if (!isNeeded && firmSwitch !== undefined) {
			await putBack(firmSwitch.original, desk);
		}
	});

const flip = async (desk: Desk): Promise<void> => {
	const original = await desk.quiescent.read();
	if (typeof original === 'string') {
		update(desk, {firmSwitch: {original: 1, trouble: original}});
		return;
	}
	const trouble = original === 1 ? undefined : await desk.quiescent.write(1);
	update(desk, {firmSwitch: {original: trouble === undefined ? original : 1, trouble}});
	if (original !== 1) {
		note(desk, {from: original, to: 1, trouble});
	}
};

const putBack = async (original: number, desk: Desk): Promise<void> => {
	const trouble = original === 1 ? undefined : await desk.quiescent.write(original);
	update(desk, {firmSwitch: undefined});
	if (original !== 1) {
		note(desk, {from: 1, to: original, trouble});
	}
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
