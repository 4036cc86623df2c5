import {failed, type Failure} from '../model/failure.ts';

export const malformed = (
	what: string,
	offset: number,
): {readonly ok: false; readonly failure: Failure} => failed({kind: 'malformed', what, offset});
