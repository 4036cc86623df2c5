import {numericEndpoint} from '../../../ipvsadm/endpoint-text.ts';
import {saveText} from '../../../ipvsadm/save-text.ts';
import {changeLine} from '../../../ipvsadm/unparse.ts';
import {failureSentence} from '../../../model/failure-sentence.ts';
import {counted} from '../../../operator/words.ts';
import type {KeyContext} from '../../keys/binding.ts';
import {say} from '../../store/state.ts';
import {rules} from './state.ts';

/**
Writes the running table into a file: services, servers with their thresholds, and timeouts. Daemons stay out, because the host starts those
by other means.
*/
export const saveRules = async (context: KeyContext, path: string): Promise<void> => {
	const outcome = await saved(context, path);
	context.apply(say(outcome));
	context.apply(rules.step(own => ({...own, path})));
};

const saved = async ({ports}: KeyContext, path: string): Promise<string> => {
	const {director, rules: files} = ports;
	const table = await director?.table?.('dump');
	const timeouts = await director?.timeouts?.();
	if (table === undefined || files === undefined) {
		return 'rules files cannot be written from here';
	}
	if (!table.ok) {
		return failureSentence(table.failure);
	}
	const set =
		timeouts?.ok === true
			? `${changeLine({kind: 'set-timeouts', timeouts: timeouts.value})}\n`
			: '';
	const text = set + saveText(table.value, numericEndpoint, 'full');
	const result = await files.save(path, text);
	if (result.kind === 'not saved') {
		return result.why;
	}
	const lines = counted(text.split('\n').length - 1, 'rule');
	return `saved ${lines} to ${path}${result.backup === undefined ? '' : `; before: ${result.backup}`}`;
};
