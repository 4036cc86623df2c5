import {inCare, type Care} from '../../operator/care.ts';
import type {Drain} from '../../operator/drain.ts';
import {isOpen} from '../../operator/drain.ts';
import {itemOfKey} from '../../operator/item.ts';
import type {Manager} from '../../operator/manager.ts';
import type {OperatorState} from '../../operator/state.ts';
import {itemText} from '../screens/services/item.ts';
import {setForeign} from '../screens/services/timeline.ts';
import {setTitle, type Action} from '../store/state.ts';
import {plural} from '../view/number-text.ts';

/** Brings what the operator knows to the screens: the title bar, the rows that others changed, and all of it for who wants to look. */
export const mirrored =
	(operator: OperatorState): Action =>
	state => {
		const before = state.operator;
		// What happened by itself is news; the answer to an earlier key is not.
		const isNews =
			(operator.notice !== undefined && operator.notice !== before?.notice) ||
			operator.displaced.size > (before?.displaced.size ?? 0);
		const flash = isNews ? undefined : state.flash;
		const after = titled(operator)({...state, operator, flash});
		return before?.marks === operator.marks ? after : setForeign(foreignIn(operator))(after);
	};

const titled = ({access, managers, care, drains, ramps}: OperatorState): Action => {
	const open = drains.filter(isOpen);
	const drained = open.filter(isWaiting).length;
	return setTitle({
		access,
		managed: managedText(managers, care),
		draining: open.length - drained,
		drained,
		returning: ramps.filter(({phase}) => phase.kind === 'rising').length,
	});
};

/** `keepalived manages this table`, `care manages 2 services`. */
const managedText = (managers: readonly Manager[], care: Care): string | undefined => {
	const names = managers.map(({name}) => name).join(', ');
	const services = inCare(care);
	const texts = [
		...(names === '' ? [] : [`${names} manages this table`]),
		...(services === 0 ? [] : [`care manages ${plural(services, 'service')}`]),
	];
	return texts.length === 0 ? undefined : texts.join(', ');
};

const isWaiting = ({phase}: Drain): boolean => phase.kind === 'empty';

const foreignIn = ({marks}: OperatorState): ReadonlySet<string> =>
	new Set(
		[...marks].flatMap(([key, {actor}]) =>
			actor === 'someone else' ? [itemText(itemOfKey(key))] : [],
		),
	);
