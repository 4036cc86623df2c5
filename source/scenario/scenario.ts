import type {Population, ServerBehaviour} from '../engine/population.ts';
import type {Address} from '../model/address.ts';
import type {Change} from '../model/change.ts';
import type {SettingDeed, When} from './language/event-line.ts';

/** The changes that one line of the file asks for; braces make it many. */
export type Rule = {readonly line: number; readonly changes: readonly Change[]};

/** Something that happens while a scenario runs. */
export type Happening = {
	readonly line: number;
	readonly when: When;
	readonly deed:
		| {readonly kind: 'change'; readonly change: Change}
		| SettingDeed
		| {
				readonly kind: 'server';
				readonly address: Address;
				/** Undefined for all of its ports. */
				readonly port: number | undefined;
				readonly behaviour: ServerBehaviour;
		  };
};

/** A director to look at: what operators type, what clients do, and what befalls the servers. */
export type Scenario = {
	/** One line that says what there is to see. */
	readonly about: string;
	/** Seconds that it has been running when it is first seen. */
	readonly running: number;
	readonly rules: readonly Rule[];
	readonly populations: readonly Population[];
	readonly happenings: readonly Happening[];
};

/** What is wrong with a scenario, in one sentence. */
export type Problem = {readonly line: number; readonly says: string};
