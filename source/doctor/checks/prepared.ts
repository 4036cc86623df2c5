import {judged, orOk, type Check} from '../finding.ts';
import {listed} from '../lookups.ts';

export const preparedCheck: Check = {
	id: 'setup',
	title: 'set up',
	why: 'it was made because these services need it; somebody, or another program, has taken it away since',
	applies: ({prepared}) => prepared !== undefined,
	judge: ({prepared = {isSeen: false, because: 'nobody has looked'}}) =>
		judged('ipvs-tui setup', prepared, ({made, missing}) =>
			orOk(
				missing.map(subject => ({
					severity: 'fail',
					subject,
					evidence: 'ipvs-tui setup has made it, and it is gone or different now',
					fix: ['ipvs-tui setup --update'],
				})),
				listed(made),
				'as ipvs-tui setup has made it',
			),
		),
};
