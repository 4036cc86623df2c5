import {compared, type Case, type Step} from './case.ts';
import {bodyOf, quoteWords} from './escapes.ts';

/** The text of a case file; `readCases` gives the same cases again. */
export const writeCases = (cases: readonly Case[]): string =>
	cases.map(one => `${caseLines(one).join('\n')}\n`).join('\n');

const caseLines = ({title, notes, runsOn, before, steps, after}: Case): readonly string[] => [
	`=== ${title}`,
	...notes.map(note => `# ${note}`),
	...(runsOn === 'kernel' ? ['only kernel'] : []),
	...section('before', before),
	...steps.flatMap(stepLines),
	...section('after', after),
];

const stepLines = (step: Step): readonly string[] => {
	const {stdout, stderr, exit} = compared(step, step.expected);
	return [
		`$ ${quoteWords(['ipvsadm', ...step.argv])}`,
		...section('stdin', step.stdin),
		...section(step.compares === 'all' ? 'stdout' : 'stdout begins', stdout),
		...section('stderr', stderr),
		...(exit === 0 ? [] : [`exit ${exit}`]),
	];
};

const section = (name: string, text: string): readonly string[] =>
	text === '' ? [] : [name, ...bodyOf(text).map(line => `\t${line}`)];
