import type {Change} from '../model/change.ts';
import type {Match} from '../model/service.ts';
import type {Asks} from './endpoint.ts';

/** What a command line wants, or why it is refused. */
export type Parsed =
	| {readonly kind: 'change'; readonly change: Change}
	| {readonly kind: 'list'; readonly list: List}
	| {readonly kind: 'save'; readonly isNumeric: boolean}
	| {readonly kind: 'restore'}
	| {readonly kind: 'help'}
	| {readonly kind: 'version'}
	/** A name has to be looked up first. */
	| Asks
	| Refused;

export type TableFormat =
	'default' | 'stats' | 'rate' | 'thresholds' | 'persistent-conn' | 'tun-info';

export type List =
	| {
			readonly kind: 'table';
			readonly format: TableFormat;
			/** Only this service. */
			readonly match: Match | undefined;
			readonly isNumeric: boolean;
			readonly isExact: boolean;
			readonly order: 'sorted' | 'kernel';
	  }
	| {
			readonly kind: 'connections';
			readonly isNumeric: boolean;
			readonly withPersistence: boolean;
	  }
	| {readonly kind: 'timeouts'}
	| {readonly kind: 'daemons'};

/**
- `no-command`: the command line does not begin with a command.
- `option`: popt refused a later option.
- `value`: a check of ipvsadm's own.
*/
export type RefusalReason = 'no-command' | 'option' | 'value';

export type Refused = {
	readonly kind: 'refused';
	readonly reason: RefusalReason;
	/** With its line end. */
	readonly stderr: string;
	readonly exit: number;
	/** Whether --restore stops at such a line. */
	readonly endsRestore: boolean;
};

export const refused = (reason: RefusalReason, message: string): Refused => ({
	kind: 'refused',
	reason,
	stderr: `${message}\n`,
	...consequences[reason],
});

export const noCommand = (program: string): Refused =>
	refused('no-command', `Try \`${program} -h' or '${program} --help' for more information.`);

const consequences = {
	'no-command': {exit: 255, endsRestore: true},
	option: {exit: 255, endsRestore: false},
	value: {exit: 2, endsRestore: true},
} as const satisfies Record<RefusalReason, Pick<Refused, 'exit' | 'endsRestore'>>;
