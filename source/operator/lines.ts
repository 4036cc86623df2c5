import {parseNumeric} from '../ipvsadm/parse-numeric.ts';
import type {Change} from '../model/change.ts';

const noCommand = 'a command of ipvsadm comes first, such as -A, -a or -e';

/** One ipvsadm command as a change, with or without `ipvsadm` before it; a sentence when it is none. Names are not looked up: numbers only. */
export const readLine = (line: string): Change | string => {
	const parsed = parseNumeric(line);
	if (line.trim() === '') {
		return noCommand;
	}
	switch (parsed.kind) {
		case 'change':
			return parsed.change;
		case 'asks':
			return 'names of hosts and services are not looked up here: give addresses and numbers';
		case 'refused':
			return parsed.stderr.startsWith('Try ') ? noCommand : parsed.stderr.trim();
		default:
			return 'this command changes nothing';
	}
};
