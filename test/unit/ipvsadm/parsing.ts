import {emptyNameBook, type NameBook} from '../../../source/ipvsadm/names.ts';
import {parse, type Circumstances} from '../../../source/ipvsadm/parse.ts';
import type {Parsed} from '../../../source/ipvsadm/parsed.ts';
import type {Change} from '../../../source/model/change.ts';

/** Parses a command line whose words hold no blanks. */
export const parsed = (
	line: string,
	{names = emptyNameBook, source = 'command-line'}: Partial<Circumstances> = {},
): Parsed => parse(line === '' ? [] : line.split(' '), {program: '/sbin/ipvsadm', names, source});

/** The change a line asks for; throws when it asks for something else. */
export const changeOf = (line: string): Change => {
	const result = parsed(line);
	if (result.kind !== 'change') {
		throw new Error(`${line}: ${JSON.stringify(result)}`);
	}
	return result.change;
};

/** The text on stderr and the exit code of a line that is refused. */
export const refusalOf = (line: string): string => {
	const result = parsed(line);
	return result.kind === 'refused' ? `${result.exit} ${result.stderr}` : result.kind;
};

/** A book that knows these and has heard that nothing else exists. */
export const bookOf = (known: Partial<NameBook>): NameBook => ({
	addressOfHost: () => null,
	portOfService: () => null,
	hostOfAddress: () => null,
	serviceOfPort: () => null,
	...known,
});
