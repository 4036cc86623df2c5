import type {Client} from '../../client/client.ts';
import {seen, unseen, type ServerFacts, type ServiceFacts} from '../../doctor/evidence.ts';
import type {Director} from '../../host/gather.ts';
import {failureSentence} from '../../model/failure-sentence.ts';
import type {Result} from '../../model/failure.ts';
import {counter, counterAt, destinationAt, serviceAt, type Table} from '../../model/table.ts';

/** What the kernel says of its table; without CAP_NET_ADMIN, what everybody may read. */
export const directorFacts = async (client: Client): Promise<Director> => {
	const [info, table, daemons] = [
		await client.info(),
		await client.table('dump'),
		await client.daemons(),
	];
	const common = {source: 'kernel', daemons: asSeen(daemons), pitfalls: []} as const;
	if (info.ok && table.ok) {
		return {...common, ipvs: asSeen(info), services: seen(factsOf(table.value)), isDetailed: true};
	}
	const open = await client.publicTable();
	return open.ok
		? {
				...common,
				ipvs: seen(open.value.info),
				services: seen(factsOf(open.value.table)),
				isDetailed: false,
			}
		: {
				...common,
				ipvs: asSeen(info),
				services: unseen(failureSentence(open.failure)),
				isDetailed: false,
			};
};

const asSeen = <Value>(result: Result<Value>) =>
	result.ok ? seen(result.value) : unseen(failureSentence(result.failure));

const factsOf = ({services, destinations, firstDestination}: Table): readonly ServiceFacts[] =>
	Array.from({length: services.count}, (_, row) => {
		const servers: ServerFacts[] = [];
		for (let at = firstDestination[row] ?? 0; at < (firstDestination[row + 1] ?? 0); at += 1) {
			const incoming = counterAt(destinations.counters, at, counter.inPackets);
			const outgoing = counterAt(destinations.counters, at, counter.outPackets);
			servers.push({
				destination: destinationAt(destinations, at),
				active: destinations.active[at] ?? 0,
				inactive: destinations.inactive[at] ?? 0,
				packets: Number.isNaN(incoming) ? undefined : {incoming, outgoing},
			});
		}
		return {service: serviceAt(services, row), servers};
	});
