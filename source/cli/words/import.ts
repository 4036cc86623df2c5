import {changeLine} from '../../ipvsadm/unparse.ts';
import {readKeepalived} from '../../translate/keepalived.ts';
import {readLdirectord} from '../../translate/ldirectord.ts';
import {readPools} from '../../translate/pools.ts';
import type {TranslatedService, Translation} from '../../translate/translation.ts';
import {openInput, readingProblem} from './input.ts';
import {readOptions} from './read-options.ts';
import {refuse} from './with-director.ts';
import type {Word, WordCall} from './word.ts';

/** Prints what another program's configuration says about the table as rules, and on stderr what these do not say. */
export const runImport: Word = async call => {
	const read = readOptions('import', call.argv);
	if (typeof read === 'string') {
		return refuse(call, read);
	}
	const [operand] = read.operands;
	const pools = read.given.get('pools');
	if (operand === undefined) {
		return refuse(
			call,
			pools === undefined
				? 'import needs a file: ldirectord.cf or keepalived.conf (- is standard input)'
				: 'import --pools needs two arguments: "VIP:80;VIP:81" "RIP:80,RIP:80;RIP:81"',
		);
	}
	if (pools !== undefined) {
		const services = readPools(pools, operand);
		return typeof services === 'string'
			? refuse(call, services)
			: tell({services, notes: []}, call);
	}
	const text = await textOf(operand, call);
	if (typeof text !== 'object') {
		return refuse(call, text);
	}
	const translation = translated(text.content);
	return translation === undefined
		? refuse(
				call,
				`${operand} has neither "virtual_server" (keepalived) nor "virtual=" (ldirectord)`,
			)
		: tell(translation, call);
};

const textOf = async (
	path: string,
	call: WordCall,
): Promise<{readonly content: string} | string> => {
	const chunks: Buffer[] = [];
	let length = 0;
	try {
		for await (const chunk of openInput(path, call)) {
			// The next one may come in the same memory.
			chunks.push(Buffer.from(chunk));
			length += chunk.length;
			if (length > longest) {
				return `${path} is longer than ${longest} bytes; this is no such file`;
			}
		}
	} catch (error) {
		return readingProblem(path, error);
	}
	return {content: Buffer.concat(chunks).toString()};
};

const longest = 16 * 1024 * 1024;

const translated = (text: string): Translation | undefined => {
	if (/^\s*virtual_server/m.test(text)) {
		return readKeepalived(text);
	}
	return /^\s*virtual6?\s*=/m.test(text) ? readLdirectord(text) : undefined;
};

const tell = ({services, notes}: Translation, {stdout, stderr}: WordCall): number => {
	stdout(services.flatMap(linesOf).join(''));
	stderr(
		notes
			.map(
				({line, says, kind}) =>
					`line ${line}: ${kind === 'problem' ? 'not translated: ' : 'left out: '}${says}\n`,
			)
			.join(''),
	);
	return notes.some(({kind}) => kind === 'problem') ? incomplete : 0;
};

const linesOf = ({service, destinations}: TranslatedService): readonly string[] => [
	`${changeLine({kind: 'add-service', service})}\n`,
	...destinations.map(
		destination => `${changeLine({kind: 'add-destination', match: service.match, destination})}\n`,
	),
];

/** Something of the table is missing in the rules. */
const incomplete = 1;
