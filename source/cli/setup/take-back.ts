import {itemKey} from '../../setup/item.ts';
import {commandsFor} from '../../setup/make.ts';
import type {State} from '../../setup/state.ts';
import {undoing, type Made} from '../../setup/unmake.ts';
import {runAll, type Performance} from './perform.ts';
import {openBareSite} from './site.ts';
import type {Task} from './task.ts';
import {unload} from './unload.ts';

type Beginning = {
	readonly task: Task;
	/** As it is written down now. */
	readonly state: State;
	readonly journal: Performance['journal'];
	/** As it was before the run. */
	readonly former: State;
};

/** Undoes what a run has done before something stopped it, the last first. What cannot be undone stays written down. */
export const takeBack = async ({
	task: {call, machine},
	state,
	journal,
	former,
}: Beginning): Promise<{
	readonly made: readonly Made[];
	readonly loaded: readonly string[];
	readonly problems: readonly string[];
}> => {
	const site = await openBareSite(call, machine);
	const present = await site.look([...state.made, ...former.made].map(({item}) => item));
	if (typeof present === 'string') {
		return {made: state.made, loaded: state.loaded, problems: [present]};
	}
	const problems: string[] = [];
	const stuck: Made[] = [];
	for (const {item, former: earlier} of journal.toReversed()) {
		const own = state.made.find(each => itemKey(each.item) === itemKey(item));
		const commands =
			earlier === undefined
				? own === undefined
					? []
					: undoing(own, present, state.made).commands
				: commandsFor(earlier.item, present);
		// oxlint-disable-next-line no-await-in-loop -- one after the other
		const problem = await runAll(commands, machine);
		if (problem !== undefined) {
			problems.push(problem);
			if (earlier === undefined && own !== undefined) {
				stuck.push(own);
			}
		}
	}
	const added = state.loaded.filter(name => !former.loaded.includes(name));
	const {kept} = await unload(machine, added);
	return {
		made: [...former.made, ...stuck.toReversed()],
		loaded: [...former.loaded, ...kept],
		problems,
	};
};
