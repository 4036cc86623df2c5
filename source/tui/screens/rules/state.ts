import type {ItemResult} from '../../../operator/operator.ts';
import type {UndoStep} from '../../../operator/undo.ts';
import {sliceOf} from '../../store/slice.ts';
import {bodyArea, type Action, type Size} from '../../store/state.ts';
import {leftOut, stepsIn, type Comparison, type Mode, type RulesStep} from './comparison.ts';

export type RulesState = {
	/** The file that was used last. */
	readonly path: string | undefined;
	readonly mode: Mode;
	readonly phase: Phase;
	/** Lines of steps that a person left out. */
	readonly skipped: ReadonlySet<string>;
	/** What each step does in words, by its line. */
	readonly effects: ReadonlyMap<string, string>;
	readonly cursor: number;
	readonly top: number;
	/** How often it was asked to compare anew. */
	readonly asked: number;
};

export type Phase =
	| {readonly kind: 'nothing'}
	| {readonly kind: 'reading'}
	| {readonly kind: 'trouble'; readonly sentences: readonly string[]}
	| {readonly kind: 'compared'; readonly comparison: Comparison}
	| {readonly kind: 'applying'; readonly comparison: Comparison}
	| {readonly kind: 'done'; readonly count: number; readonly rollback: string | undefined}
	/** A step was refused: the ones before it are done, the ones after it are not. */
	| {
			readonly kind: 'stopped';
			readonly results: readonly ItemResult[];
			readonly rollback: string | undefined;
			/** What undoes the steps that were made, while it is what undo would undo next. */
			readonly undo: UndoStep | undefined;
	  };

export const rules = sliceOf<RulesState>('rules', {
	path: undefined,
	mode: 'merge',
	phase: {kind: 'nothing'},
	skipped: new Set(),
	effects: new Map(),
	cursor: 0,
	top: 0,
	asked: 0,
});

/** Has the file and the table read again, while the screen is shown. */
export const compareAnew: Action = rules.step(own => ({...own, asked: own.asked + 1}));

export const comparisonIn = ({phase}: RulesState): Comparison | undefined =>
	'comparison' in phase ? phase.comparison : undefined;

export const shownSteps = (own: RulesState): readonly RulesStep[] => {
	const comparison = comparisonIn(own);
	return comparison === undefined ? [] : stepsIn(comparison, own.mode);
};

/** Lines of the steps that will not be done. */
export const notDone = (own: RulesState): ReadonlySet<string> =>
	leftOut(shownSteps(own), own.skipped);

/** Steps that fit below the heading. */
export const listHeight = (size: Size): number => Math.max(1, bodyArea(size).rows - 2);
