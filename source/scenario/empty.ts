import type {Scenario} from './scenario.ts';

/** A director without any service, to begin from. */
export const empty: Scenario = {rules: '', visitors: [], later: []};
