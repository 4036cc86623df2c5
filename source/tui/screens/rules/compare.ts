import {changeLine} from '../../../ipvsadm/unparse.ts';
import {failureSentence} from '../../../model/failure-sentence.ts';
import {configurationOf} from '../../../plan/configuration.ts';
import type {KeyContext} from '../../keys/binding.ts';
import {showView} from '../../store/views.ts';
import {comparisonOf, type Mode} from './comparison.ts';
import {compareAnew, rules, type Phase} from './state.ts';

/** Shows the screen with a file, in a mode where one is asked for. */
export const showRules = (context: KeyContext, path?: string, mode?: Mode): void => {
	context.apply(
		rules.step(own => ({
			...own,
			path: path ?? own.path,
			mode: mode ?? own.mode,
			phase: {kind: 'nothing'},
		})),
	);
	context.apply(compareAnew);
	context.apply(showView('rules'));
};

/** Compares when the screen is shown and whenever that is asked for; what was stopped half-way or done stays to be read. */
export const watchRules = (context: KeyContext): (() => void) => {
	const {get, subscribe} = context;
	let {asked} = rules.of(get());
	const {phase} = rules.of(get());
	if (phase.kind !== 'stopped' && phase.kind !== 'done' && phase.kind !== 'applying') {
		void compare(context);
	}
	return subscribe(() => {
		const own = rules.of(get());
		if (own.asked !== asked && own.phase.kind !== 'applying') {
			({asked} = own);
			void compare(context);
		}
	});
};

/** Reads the file and the table, and compares them. What was left out before stays so. */
const compare = async (context: KeyContext): Promise<void> => {
	const {apply, get, ports} = context;
	const path = rules.of(get()).path ?? ports.rules?.usual;
	apply(rules.step(own => ({...own, path, phase: {kind: 'reading'}})));
	const phase = await compared(path, context);
	if (rules.of(get()).phase.kind !== 'reading') {
		return;
	}
	apply(rules.step(own => ({...own, phase, cursor: 0, top: 0, effects: new Map()})));
	await explain(phase, context);
};

const compared = async (path: string | undefined, {ports, clock}: KeyContext): Promise<Phase> => {
	const {rules: files, director} = ports;
	if (files === undefined || path === undefined || director?.table === undefined) {
		return trouble('rules files cannot be read from here');
	}
	const file = await files.read(path);
	if (file.kind === 'problems') {
		return {kind: 'trouble', sentences: file.problems};
	}
	const {wanted, writtenAt} = file;
	const table = await director.table('dump');
	if (!table.ok) {
		return trouble(failureSentence(table.failure));
	}
	const timeouts = wanted.timeouts === undefined ? undefined : await director.timeouts?.();
	const daemons = wanted.daemons === undefined ? undefined : await director.daemons?.();
	for (const read of [timeouts, daemons]) {
		if (read?.ok === false) {
			return trouble(failureSentence(read.failure));
		}
	}
	const running = configurationOf(table.value, {
		timeouts: timeouts?.ok === true ? timeouts.value : undefined,
		daemons: daemons?.ok === true ? daemons.value : undefined,
	});
	if (file.count === 0 && running.services.size > 0) {
		return trouble(`${path} has no commands in it; a line -C says that the table shall be empty`);
	}
	return {
		kind: 'compared',
		comparison: comparisonOf(running, wanted, {writtenAt, comparedAt: clock.now()}),
	};
};

/** Says what each step does: how many connections a removal cuts, which settings an edit changes. */
const explain = async (phase: Phase, {apply, ports: {operator}}: KeyContext): Promise<void> => {
	if (
		phase.kind !== 'compared' ||
		phase.comparison.steps.length === 0 ||
		phase.comparison.steps.length > mostExplained
	) {
		return;
	}
	const changes = phase.comparison.steps.map(({change}) => change);
	const preview = await operator?.prepare({kind: 'change', changes});
	if (preview?.kind === 'plan') {
		const effects = new Map(preview.steps.map(({change, effect}) => [changeLine(change), effect]));
		apply(rules.step(own => (own.phase === phase ? {...own, effects} : own)));
	}
};

/** More than this nobody reads, and working out what each does takes a while. */
const mostExplained = 5000;

const trouble = (sentence: string): Phase => ({kind: 'trouble', sentences: [sentence]});
