import {endpointText, matchKey} from '../../model/service.ts';
import {marks} from '../../care/state.ts';
import {readServer} from '../words/server-arguments.ts';
import {refuse} from '../words/with-director.ts';
import type {WordCall} from '../words/word.ts';
import {markServers} from './files.ts';
import {openHold} from './hold.ts';
import {careFolders, directorPrefix} from './place.ts';

/** Writes down what a person wants of a server; who takes care of it reads it within two seconds. */
export const pin = async (words: readonly string[], call: WordCall): Promise<number> => {
	const mark = marks.find(one => one === words.at(-1));
	if (mark === undefined) {
		return refuse(call, 'say what it is to be at the end: up, down, or auto (as the checks say)');
	}
	const wanted = await readServer(words.slice(0, -1), {...call, takesWeight: false});
	if (typeof wanted === 'string') {
		return refuse(call, wanted);
	}
	const {match, server} = wanted;
	const {environment = process.env} = call;
	const prefix = directorPrefix(call.wanted);
	const all = careFolders(environment).map(care => openHold(care, prefix).filesOf(matchKey(match)));
	const files = all.find(one => one.status() !== undefined);
	const known = Object.keys(files?.status()?.state.servers ?? {});
	const key = endpointText(server.address, server.port ?? server.usualPort);
	if (files === undefined || !known.includes(key)) {
		return refuse(
			call,
			known.length === 0
				? `nobody takes care of ${matchKey(match)} here; "ipvs-tui care status" lists what is in care`
				: `${matchKey(match)} has no server ${key} in care; it has ${known.join(', ')}`,
		);
	}
	const problem = markServers(files, new Map([[key, mark]]));
	return problem === undefined ? 0 : refuse(call, problem);
};
