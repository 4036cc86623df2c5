import {chunks} from '../ipvsadm/running.ts';
import {runWord} from '../words/running.ts';
import type {simulateHost} from './simulated-host.ts';

export const rules = `-A -t 192.0.2.10:80 -s wlc
-a -t 192.0.2.10:80 -r 10.0.0.11:80 -m
`;

export const stateFile = '/var/lib/ipvs-tui/setup.json';

/** With all that it can make. */
export const full = '--from - --snat masquerade --catch-all 666 --persist';

type Host = Pick<ReturnType<typeof simulateHost>, 'director' | 'machine'>;

/** The word with these options, and rules on standard input. */
export const setup = async (host: Host, options = '', text = rules) =>
	runWord(`setup ${options}`.trim(), {
		...host.director,
		machine: host.machine,
		input: chunks(text),
	});
