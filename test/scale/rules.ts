import {writeFile} from 'node:fs/promises';
import {plainRuleReader} from '../../source/ipvsadm/plain-rule.ts';
import {openRoll, sealed} from '../../source/model/change-roll.ts';
import {createWriter, written} from '../../source/wire/bytes.ts';
import {askForAcknowledgement} from '../../source/wire/netlink.ts';
import {changesWriter} from '../../source/wire/roll-requests.ts';

export const serversPerService = 10;
/** A service and its servers. */
export const rulesPerService = serversPerService + 1;

/** A table as -S -n writes it. */
export const rulesText = (services: number): string => {
	const lines: string[] = [];
	for (let service = 0; service < services; service += 1) {
		const address = `-t 10.1.${service >> 8}.${service & 255}:80`;
		lines.push(`-A ${address} -s wlc`);
		for (let server = 1; server <= serversPerService; server += 1) {
			lines.push(`-a ${address} -r 10.200.${service & 255}.${server}:8080 -m -w ${server}`);
		}
	}
	return `${lines.join('\n')}\n`;
};

/** The same rules as the requests that they come to, for floor.c, which fills in the family id. */
export const writeRequests = async (path: string, rules: string): Promise<void> => {
	const roll = openRoll(rules.length);
	const read = plainRuleReader(roll);
	for (const line of rules.split('\n')) {
		read({bytes: Buffer.from(line), start: 0, end: line.length});
	}
	const writer = createWriter(1 << 20);
	const last = changesWriter()(writer, sealed(roll), {familyId: 0, sequence: 1});
	askForAcknowledgement(writer, last);
	await writeFile(path, written(writer));
};
