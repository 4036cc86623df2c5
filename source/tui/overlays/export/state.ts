import {formatOf} from '../../export/table-text.ts';
import {newForm, type FormSpec, type FormState} from '../../form/form.ts';
import {overlayHandle} from '../../store/overlay-handle.ts';
import type {Action} from '../../store/state.ts';

/** The name of the file that what is shown goes to. */
export const exportFile = overlayHandle<{readonly form: FormState}>('export');

export const exportSpec: FormSpec = {
	fields: [
		{
			kind: 'text',
			name: 'file',
			label: 'File',
			width: 50,
			check: text => (formatOf(text) === undefined ? 'end the name with .csv or .json' : undefined),
		},
	],
	buttons: [{name: 'write', label: 'Write'}],
	button: 'write',
	free: [],
};

const two = (part: number): string => String(part).padStart(2, '0');

/** Suggests a name of its own for every second: `ipvs-20260102-030405.csv`. */
export const openExport: Action = state => {
	const date = new Date(state.sampler.sample?.takenAt ?? state.now);
	const day = [date.getFullYear(), date.getMonth() + 1, date.getDate()].map(two).join('');
	const time = [date.getHours(), date.getMinutes(), date.getSeconds()].map(two).join('');
	return exportFile.open({form: newForm(exportSpec, {file: `ipvs-${day}-${time}.csv`})})(state);
};
