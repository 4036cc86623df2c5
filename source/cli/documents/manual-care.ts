import {checkWords} from '../../care/language/check-line.ts';
import {policyLines} from '../../care/language/policy-lines.ts';
import {bold, example, italic, item, paragraph, prose} from './roff.ts';

/** What the manual page says of the files of `care`. */
export const careText = (): readonly string[] => [
	...introduction.map(paragraph),
	example(exampleFile),
	paragraph(
		'Settings, which hold for all services where they stand before the first of them. Without such a line, what is shown here holds; `drain-timeout`, `slow-start` and `bind` are off then.',
	),
	...Object.values(policyLines).map(({example: line, takes}) => item(bold(line), sentence(takes))),
	paragraph(
		'What a check can be told, in any order after its kind, which is `tcp`, `http`, `https`, `dns`, `udp`, `ping` or `exec`. All checks of a service must pass; without any, servers of a TCP service must accept connections. `exec` ends with a program and its words, which no shell reads; it passes with exit code 0. `ping` runs ping(1).',
	),
	...Object.values(checkWords).map(({example: words, takes, for: kinds}) =>
		item(bold(words), `${sentence(takes)} (${kinds.map(kind => italic(kind)).join(', ')})`),
	),
	...rules.map(paragraph),
];

const introduction: readonly string[] = [
	'`care` checks the real servers of the services that its file names, and touches no others. The file is read line by line; # begins a comment, double quotes keep blanks in a word, and {1..9} stands for many servers.',
];

const exampleFile: readonly string[] = [
	'interval 2s',
	'service -t 192.0.2.10:80 -s wlc',
	'    server 10.0.0.{11..14}:8080 -m -w 10',
	'    sorry 10.0.0.99:80 -m',
	'    check http path /healthz host www.example.org status 200-299',
	'    slow-start 30s',
];

const rules: readonly string[] = [
	'A server that fails gets weight 0: its connections stay, new ones go elsewhere. When it is well again it gets the weight of the file. Without a sorry server the last servers keep their weight although they fail. With one, it takes over as soon as fewer than `quorum` servers are live. What cannot be checked for a reason on this machine, such as too many open files, is told and changes nothing.',
	'What a person does wins. A server that somebody else has given weight 0 stays there, whatever the checks say, until it is given another weight; `care pin` SERVICE `-r` SERVER `down` or `up` holds it whatever anybody does, and `auto` leaves it to the checks again. Another weight from somebody else is the one it comes back with. With `foreign correct` all that is put back and told, but not what `drain` has drained. A service or server that was taken away is put back.',
	'SIGHUP reads the file again; with a mistake in it everything goes on as before. Servers that are in it no more are drained and taken away when they are empty; services that are in it no more are left as they are. SIGTERM leaves the table as it is. A service is in the care of one process at a time; it is locked. Before the word, `--netns` takes care of the director of another network namespace, and checks from there.',
];

const sentence = (takes: string): string =>
	prose(`${takes.charAt(0).toUpperCase()}${takes.slice(1)}.`);
