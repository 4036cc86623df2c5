import {commandText} from '../../setup/command.ts';
import {itemKey, itemName} from '../../setup/item.ts';
import {planFor} from '../../setup/plan.ts';
import type {State} from '../../setup/state.ts';
import {refuse} from '../words/with-director.ts';
import {runAll} from './perform.ts';
import {openBareSite} from './site.ts';
import {writeState} from './state-file.ts';
import {failed, type Task} from './task.ts';
import {unload, unloadable} from './unload.ts';

const nothingLeft = 'nothing to do: setup has left nothing on this host\n';

/** Takes away all that setup has made. What one step cannot take away does not hold up the others. */
export const clean = async (
	task: Task,
	{isDryRun}: {readonly isDryRun: boolean},
): Promise<number> => {
	const {call, machine, path, state} = task;
	if (state.made.length + state.loaded.length === 0) {
		call.stdout(nothingLeft);
		return 0;
	}
	const site = await openBareSite(call, machine);
	const present = await site.look(state.made.map(({item}) => item));
	if (typeof present === 'string') {
		return refuse(call, present);
	}
	const {steps, left} = planFor([], state.made, present);
	call.stderr(left.map(line => `ipvs-tui: ${line}\n`).join(''));
	if (isDryRun) {
		const modules = (await unloadable(machine, state.loaded)).filter(({isKept}) => !isKept);
		const lines = [
			...steps.flatMap(({commands}) => commands.map(commandText)),
			...modules.map(({name}) => `rmmod ${name}`),
		];
		call.stdout(lines.map(line => `${line}\n`).join(''));
		return 0;
	}
	const stuck = new Set<string>();
	for (const step of steps) {
		if (step.kind === 'remove') {
			// oxlint-disable-next-line no-await-in-loop -- one after the other
			const problem = await runAll(step.commands, machine);
			if (problem === undefined) {
				call.stdout(`- ${itemName(step.made.item)}\n`);
			} else {
				call.stderr(`ipvs-tui: ${problem}\n`);
				stuck.add(itemKey(step.made.item));
			}
		}
	}
	const {unloaded, kept} = await unload(machine, state.loaded);
	call.stdout(unloaded.map(name => `- module ${name}\n`).join(''));
	if (kept.length > 0) {
		call.stdout(`modules that stay loaded, because something may use them: ${kept.join(', ')}\n`);
	}
	const made = state.made.filter(({item}) => stuck.has(itemKey(item)));
	const rest: State = {...state, made, loaded: []};
	const unwritten = await writeState(machine, path, rest);
	if (unwritten !== undefined) {
		call.stderr(`ipvs-tui: ${unwritten}\n`);
	}
	return stuck.size > 0 || unwritten !== undefined ? failed : 0;
};
