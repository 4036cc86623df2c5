import type {TuiState} from '../store/state.ts';
import type {Segment} from '../view/line.ts';

/** How long a notice is shown, in milliseconds. */
const span = 20_000;

/** What a person should hear of what happened by itself; for a while. */
export const noticeOf = ({operator, now}: TuiState): Segment | undefined => {
	const notice = operator?.notice;
	return notice === undefined || now - notice.at >= span
		? undefined
		: {text: notice.says, tone: notice.tone};
};

/** What is being sent, while it takes. */
export const workOf = ({operator}: TuiState): Segment | undefined => {
	const work = operator?.work;
	return work === undefined || work.total < 2
		? undefined
		: {text: `${work.what}: ${work.done} of ${work.total}`, tone: 'warning'};
};

/** The time that is left to confirm a change, the shortest of them. */
export const countdownOf = ({operator, now}: TuiState): string => {
	const deadlines = (operator?.guarded ?? []).map(({deadline}) => deadline);
	return deadlines.length === 0
		? ''
		: ` reverts in ${clockText(Math.min(...deadlines) - now)}, K keeps it `;
};

/** Minutes and seconds: `4:07`. */
const clockText = (milliseconds: number): string => {
	const seconds = Math.max(0, Math.ceil(milliseconds / 1000));
	return `${Math.floor(seconds / 60)}:${String(seconds % 60).padStart(2, '0')}`;
};

/** Whether one of them changes by the second. */
export const isCountingDown = (state: TuiState): boolean =>
	(state.operator?.guarded.length ?? 0) > 0 || noticeOf(state) !== undefined;
