import {exportShown} from '../../export/export-shown.ts';
import {textOfField} from '../../form/form.ts';
import {say} from '../../store/state.ts';
import {dialog} from '../dialog.ts';
import type {Overlay} from '../overlay.ts';
import {exportFile, exportSpec} from './state.ts';

/** Writes what is shown into a file. */
export const exportOverlay: Overlay = dialog({
	handle: exportFile,
	title: 'Export what is shown, as .csv or .json',
	width: 66,
	spec: () => exportSpec,
	press: (_, {form}, context) => {
		const path = textOfField(form, 'file');
		const exported = exportShown(context.get(), path);
		context.apply(exportFile.close);
		if ('why' in exported) {
			context.apply(say(exported.why));
			return;
		}
		const saved = context.ports.writeFile?.(path, exported.text);
		context.apply(
			say(
				saved === undefined
					? 'no file can be written from here'
					: saved.kind === 'saved'
						? `written: ${saved.path}`
						: saved.why,
			),
		);
	},
});
