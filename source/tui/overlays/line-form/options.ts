import type {Change} from '../../../model/change.ts';
import type {Item} from '../../../operator/item.ts';
import type {KeyContext} from '../../keys/binding.ts';
import type {OverlayHandle} from '../../store/overlay-handle.ts';
import type {TuiState} from '../../store/state.ts';
import type {LineFormState, LineSides, Remark} from './state.ts';

export type LineFormOptions<Subject> = LineSides<Subject> & {
	readonly handle: OverlayHandle<LineFormState<Subject>>;
	/** For the help. */
	readonly title: string;
	readonly heading: (subject: Subject) => string;
	/** The button that does it. */
	readonly verb: (subject: Subject) => string;
	readonly change: (own: LineFormState<Subject>) => Change;
	/** What a person should know before, though it can be done. */
	readonly remarks: (own: LineFormState<Subject>, state: TuiState) => readonly Remark[];
	/** What `^t` shows, in a few words; undefined where there is nothing. */
	readonly rare: (own: LineFormState<Subject>) => string | undefined;
	/** The form after a new reading of the table: what others changed comes in, unless it was touched here. */
	readonly rebased?: (own: LineFormState<Subject>, state: TuiState) => LineFormState<Subject>;
	/** What was done, such as `added 10.0.0.14:443`. */
	readonly done: (own: LineFormState<Subject>) => string;
	/** What was added, for the cursor; nothing for what was there before. */
	readonly added?: (own: LineFormState<Subject>) => Item | undefined;
	/** What follows once the change was made; a sentence about it. */
	readonly afterwards?: (
		own: LineFormState<Subject>,
		context: KeyContext,
	) => Promise<string | undefined>;
};
