import type {ExitQuestion} from '../../../operator/operator.ts';
import {applies, type KeyBinding, type KeyContext} from '../../keys/binding.ts';
import {say, type TuiState} from '../../store/state.ts';
import {lineOf, type Line} from '../../view/line.ts';
import {counted} from '../../../operator/words.ts';
import {wrapped} from '../../view/wrap.ts';
import {plainLine} from '../../view/line.ts';
import type {Overlay} from '../overlay.ts';
import {leaving} from './state.ts';

const returnAll = async ({apply, quit, ports: {operator}}: KeyContext): Promise<void> => {
	apply(say('returning what was drained'));
	const problems = (await operator?.leave('return')) ?? [];
	if (problems.length === 0) {
		quit();
	} else {
		apply(leaving.step(own => ({...own, problems})));
	}
};

const keepAll = async ({apply, get, quit, ports: {operator}}: KeyContext): Promise<void> => {
	const answers = await Promise.all(
		(get().operator?.guarded ?? []).map(({id}) => operator?.confirm(id)),
	);
	const problems = answers.flatMap(answer => answer ?? []);
	const own = leaving.of(get());
	if (problems.length > 0) {
		apply(leaving.step(present => ({...present, problems})));
	} else if (own !== undefined && own.question.drains + own.question.ramps > 0) {
		apply(leaving.step(present => ({...present, question: {...present.question, guarded: 0}})));
	} else {
		quit();
	}
};

const runs = (state: TuiState): boolean => {
	const {drains = 0, ramps = 0} = leaving.of(state)?.question ?? {};
	return drains + ramps > 0;
};

const isGuarded = (state: TuiState): boolean => (leaving.of(state)?.question.guarded ?? 0) > 0;

const keys: readonly KeyBinding[] = [
	{
		keys: ['l'],
		name: 'leave',
		says: 'leave: what is drained stays at weight 0',
		hint: 'leave',
		does: ({quit}) => quit(),
	},
	{
		keys: ['r'],
		name: 'leave-returned',
		says: 'return what is drained to its weight, then leave',
		hint: 'return, then leave',
		does: context => void returnAll(context),
		why: state => (runs(state) ? undefined : 'nothing is drained'),
	},
	{
		keys: ['k'],
		name: 'leave-kept',
		says: 'keep what would revert by itself',
		hint: 'keep',
		does: context => void keepAll(context),
		why: state => (isGuarded(state) ? undefined : 'nothing waits to be confirmed'),
	},
	{
		keys: ['escape', 'enter', 'q'],
		name: 'stay',
		says: 'stay here',
		hint: 'stay',
		does: applies(leaving.close),
	},
];

/** Asked before the program ends while something of it still runs. */
export const leavingOverlay: Overlay = {
	name: leaving.name,
	title: 'Leaving',
	bindings: keys,
	hints: state => ({
		names: [
			'leave',
			...(runs(state) ? ['leave-returned'] : []),
			...(isGuarded(state) ? ['leave-kept'] : []),
		],
		last: 'stay',
	}),
	shape: 'box',
	view: (state, {columns}) => {
		const own = leaving.of(state);
		const room = Math.min(width, columns - 2);
		return {
			title: 'Leave?',
			width,
			lines: own === undefined ? [] : questionLines(own.question, own.problems, room),
		};
	},
};

const width = 64;

const questionLines = (
	{drains, ramps, guarded}: ExitQuestion,
	problems: readonly string[],
	room: number,
): readonly Line[] => {
	const running = drains + ramps;
	return [
		...(drains === 0 ? [] : [plainLine(` ${counted(drains, 'drain')} in progress`, 'warning')]),
		...(ramps === 0
			? []
			: [plainLine(` ${counted(ramps, 'return')} in steps, not at full weight yet`, 'warning')]),
		...(guarded === 0
			? []
			: [plainLine(` ${counted(guarded, 'change')} not confirmed yet`, 'warning')]),
		...problems.flatMap(text => wrapped(` ! ${text}`, room).map(line => plainLine(line, 'bad'))),
		plainLine(''),
		choice('l', leaveText(running, guarded)),
		...(running === 0 ? [] : [choice('r', 'return them to their weights, then leave')]),
		...(guarded === 0 ? [] : [choice('k', 'keep what is not confirmed')]),
		choice('Esc', 'stay'),
	];
};

const leaveText = (running: number, guarded: number): string =>
	[
		'leave',
		...(running === 0 ? [] : ['the weights stay as they are now']),
		...(guarded === 0 ? [] : ['the guard reverts what is not confirmed']),
	].join('; ');

const choice = (key: string, says: string): Line =>
	lineOf([
		{text: ` ${key.padEnd(4)}`, tone: 'accent'},
		{text: says, tone: 'plain'},
	]);
