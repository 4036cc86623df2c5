import {helpText, versionText} from '../../../ipvsadm/help.ts';
import {emptyNameBook} from '../../../ipvsadm/names.ts';
import {parse} from '../../../ipvsadm/parse.ts';
import type {Parsed} from '../../../ipvsadm/parsed.ts';
import {wordsOf} from '../../../ipvsadm/rules-line.ts';
import type {Change} from '../../../model/change.ts';
import {durationIn} from '../../form/duration.ts';
import type {KeyContext} from '../../keys/binding.ts';
import {connectionsLine} from '../../screens/connections/jump.ts';
import {durationText} from '../../view/number-text.ts';
import {confirmAsk} from '../plan/confirm-plan.ts';
import {openAsk} from '../plan/open-ask.ts';
import {openText} from '../text/state.ts';
import {listing, savedListing, type Listing} from './listing.ts';
import {ownWord, ownWords} from './words.ts';

/** Carries out a line of the command line; a sentence when it means nothing. */
export const runLine = (line: string, context: KeyContext): string | undefined => {
	const {command, revertAfter} = withoutRevert(line);
	if (Number.isNaN(revertAfter)) {
		return 'a time of at most 24h after ! is needed, such as !5m: the change reverts then unless confirmed';
	}
	const [name = '', ...operands] = command.split(/\s+/);
	const own = ownWord(name);
	if (own !== undefined) {
		return revertAfter === undefined || own.canRevert === true
			? own.does(operands.join(' '), context, revertAfter)
			: `${name} does not revert by itself: leave out the time`;
	}
	const shows = connectionsLine(command);
	if (shows !== undefined) {
		context.apply(shows);
		return undefined;
	}
	const words = wordsOf(command);
	if (!(words[0] ?? '').startsWith('-')) {
		return `no command "${name}": a line of ipvsadm, an address, or one of ${ownWords.map(word => word.name).join(' ')}`;
	}
	return carryOut(
		parse(words, {program: 'ipvsadm', names: emptyNameBook, source: 'command-line'}),
		{command, revertAfter},
		context,
	);
};

type Said = {readonly command: string; readonly revertAfter: number | undefined};

/** Cuts `!5m` off the end: milliseconds, NaN for what is no time. */
const withoutRevert = (line: string): Said => {
	const [, command, time] = /^(.*?)\s*!(\S*)$/.exec(line) ?? [];
	return command === undefined || time === undefined
		? {command: line, revertAfter: undefined}
		: {command, revertAfter: revertTime(durationIn(time))};
};

const revertTime = (milliseconds: number | undefined): number =>
	milliseconds !== undefined && milliseconds > 0 && milliseconds <= longestRevert
		? milliseconds
		: Number.NaN;

/** A day: who has not come back by then has other worries. */
const longestRevert = 86_400_000;

const carryOut = (parsed: Parsed, said: Said, context: KeyContext): string | undefined => {
	switch (parsed.kind) {
		case 'change': {
			const fault = portFault(parsed.change, said.command);
			if (fault === undefined) {
				ask(parsed.change, said, context);
			}
			return fault;
		}
		case 'list':
			void show(listing(parsed.list, context), said.command, context);
			return undefined;
		case 'save':
			void show(savedListing(context), said.command, context);
			return undefined;
		case 'help':
			context.apply(openText('ipvsadm', helpText('ipvsadm')));
			return undefined;
		case 'version':
			return versionText.trim();
		case 'restore':
			return 'there is no standard input here: restore FILE reads one';
		case 'asks':
			return 'names of hosts and services are not looked up here: give addresses and numbers';
		case 'refused':
			return parsed.stderr.trim();
	}
};

/** ipvsadm itself says nothing when it takes another port than the one that was typed, and then means another server. */
const portFault = (change: Change, command: string): string | undefined => {
	const [, typed] = /(?:-r|--real-server)[\s=]*\S+:(\d+)(?:\s|$)/.exec(command) ?? [];
	if (typed === undefined || !('destination' in change)) {
		return undefined;
	}
	const {port} = change.destination;
	return Number(typed) === port
		? undefined
		: `only NAT has a port of its own: ipvsadm would take ${port}, as of the service; add -m for ${typed}`;
};

/** Shows what it would do before it is done. */
const ask = (change: Change, {command, revertAfter}: Said, {apply}: KeyContext): void => {
	const usual = confirmAsk({kind: 'change', changes: [change]}, {title: command});
	apply(
		openAsk(
			revertAfter === undefined
				? usual
				: {
						...usual,
						button: `Do it, reverts in ${durationText(revertAfter)}`,
						act: ({operator, plan}) => operator.perform(plan, {revertAfter}),
						canRevert: false,
					},
		),
	);
};

const show = async (
	wanted: Promise<Listing>,
	command: string,
	{apply}: KeyContext,
): Promise<void> => {
	const found = await wanted;
	apply(
		found.kind === 'text' ? openText(command, found.text) : state => ({...state, flash: found.why}),
	);
};
