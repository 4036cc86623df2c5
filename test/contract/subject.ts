import {createSocket} from '../../source/engine/socket.ts';
import {canonicalFamily} from './canonical.ts';
import {canonicalDatagrams, converse, scriptOf, type Conversation} from './conversation.ts';
import {createEngine, type Engine} from '../../source/engine/engine.ts';
import {schedulerNames} from '../../source/model/scheduler-names.ts';

/** An engine like the kernel of the lab: user-mode Linux aligns wide counters, and Debian builds it without the scheduler twos. */
export const likeTheLab = (familyId = 28): Engine =>
	createEngine({
		familyId,
		now: () => 0,
		alignsWide: true,
		schedulers: schedulerNames.filter(name => name !== 'twos'),
	});

/** Holds a conversation with a new engine. */
export const holdWithEngine = (conversation: Conversation): readonly (readonly string[])[] => {
	const engine = likeTheLab(canonicalFamily);
	const {isCapped = false} = conversation;
	const taken = converse(scriptOf(conversation), {
		preparing: createSocket(engine, {port: 7}),
		asking: createSocket(engine, {port: 8, isCapped}),
	});
	return canonicalDatagrams(taken, canonicalFamily);
};
