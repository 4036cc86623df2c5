import {failureSentence} from '../../model/failure-sentence.ts';
import {matchKey} from '../../model/service.ts';
import {viewOf, type ServiceView} from '../../operator/situation.ts';
import {structureOf} from '../../sampler/structure.ts';
import type {KeyContext} from '../keys/binding.ts';
import {say, type Action} from '../store/state.ts';

/**
Does something with a service and its servers in full: as they were read last where that reading has everything, else after a reading of
this one service.
*/
export const withService = (
	{get, apply, ports}: KeyContext,
	key: string,
	work: (view: ServiceView) => Action,
): void => {
	const {sample} = get().sampler;
	const view = sample && viewOf(sample, key);
	if (view === undefined) {
		apply(say(`there is no service ${key} any more`));
		return;
	}
	const read = ports.director?.service;
	if (view.isDetailed || read === undefined) {
		apply(work(view));
		return;
	}
	void read(view.service.match).then(result => {
		if (!result.ok) {
			apply(say(failureSentence(result.failure)));
			return;
		}
		const table = result.value;
		const fresh = viewOf({table, structure: structureOf(table)}, matchKey(view.service.match));
		apply(fresh === undefined ? say(`there is no service ${key} any more`) : work(fresh));
	});
};
