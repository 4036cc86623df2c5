import {changeLine} from '../../../ipvsadm/unparse.ts';
import {destinationAt, matchAt} from '../../../model/table.ts';
import {caredServer, type CareMark} from '../../../operator/care.ts';
import {itemText, type ServerItem} from '../../../operator/item.ts';
import {counted, named} from '../../../operator/words.ts';
import {newForm, textOfField, type FormSpec, type FormState} from '../../form/form.ts';
import type {KeyContext} from '../../keys/binding.ts';
import {idOfItem, rowOf} from '../../screens/services/row-id.ts';
import {overlayHandle} from '../../store/overlay-handle.ts';
import {say, type Action, type TuiState} from '../../store/state.ts';
import {checkSentence} from '../../view/checks.ts';
import {lineOf, plainLine, type Line} from '../../view/line.ts';
import {wrapped} from '../../view/wrap.ts';
import {dialog} from '../dialog.ts';
import type {Overlay} from '../overlay.ts';
import {pinMeaning} from './meaning.ts';

type Own = {
	readonly form: FormState;
	readonly servers: readonly ServerItem[];
	/** What happens after it was done. */
	readonly done: ((context: KeyContext) => void) | undefined;
};

const handle = overlayHandle<Own>('pin');

const spec: FormSpec = {
	fields: [
		{
			kind: 'choice',
			name: 'mark',
			label: 'Pin',
			options: [
				{value: 'down', label: 'down'},
				{value: 'up', label: 'up'},
				{value: 'auto', label: 'no: as the checks say'},
			],
		},
	],
	buttons: [
		{name: 'cancel', label: 'Cancel'},
		{name: 'do', label: 'Do it'},
	],
	button: 'do',
	free: ['cancel'],
};

const markOf = ({form}: Own): CareMark => textOfField(form, 'mark') as CareMark;

/** Asks what servers in care shall be, whatever their checks say. */
export const openPin =
	(servers: readonly ServerItem[], mark: CareMark, done?: Own['done']): Action =>
	state =>
		handle.open({servers, done, form: newForm(spec, {mark})})(state);

/** What their checks say, and what the choice would do. */
const above = (own: Own, state: TuiState, width: number): readonly Line[] => {
	const {servers} = own;
	const care = state.operator?.care ?? new Map();
	const known = servers.flatMap(item => caredServer(care, item) ?? []);
	const [item] = servers;
	const service = item && care.get(item.service);
	const [one] = known;
	const sentence =
		servers.length === 1 && service !== undefined && one !== undefined
			? checkSentence(service, one, state.sampler.sample?.takenAt ?? state.now)
			: ({
					text: failing(known.filter(({health}) => health === 'down').length),
					tone: 'dim',
				} as const);
	const command = commandFor(own, state);
	return [
		...wrapped(sentence.text, width - 2).map(text => plainLine(` ${text}`, sentence.tone)),
		plainLine(''),
		...wrapped(pinMeaning(markOf(own), known), width - 2).map(text => plainLine(` ${text}`)),
		...(command === undefined
			? []
			: [
					lineOf([
						{text: ' $ ', tone: 'dim'},
						{text: command, tone: 'accent'},
					]),
				]),
		plainLine(''),
	];
};

const failing = (count: number): string =>
	count === 0
		? 'none of them fails its checks'
		: `${counted(count, 'server')} of them fail their checks`;

/** The command that does the same. */
const commandFor = (own: Own, {sampler: {sample}}: TuiState): string | undefined => {
	const [item, other] = own.servers;
	const id = sample && item && other === undefined ? idOfItem(sample, item) : undefined;
	if (sample === undefined || id === undefined) {
		return undefined;
	}
	const row = rowOf(id);
	const match = matchAt(sample.table.services, sample.structure.serviceOf[row] ?? 0);
	const {address, port} = destinationAt(sample.table.destinations, row);
	const line = changeLine({kind: 'delete-destination', match, address, port});
	return `ipvs-tui care pin ${line.replace(/^-d /, '')} ${markOf(own)}`;
};

const press = (button: string, own: Own, context: KeyContext): void => {
	const {apply, ports} = context;
	apply(handle.close);
	if (button === 'cancel') {
		return;
	}
	const mark = markOf(own);
	const trouble = ports.operator?.pin(own.servers, mark);
	const name = named(own.servers.map(itemText), 'server');
	apply(
		say(
			trouble ??
				(mark === 'auto'
					? `left to the checks again: ${name}`
					: `pinned ${mark}, C unpins: ${name}`),
		),
	);
	if (trouble === undefined) {
		own.done?.(context);
	}
};

export const pinOverlay: Overlay = dialog({
	handle,
	title: 'Pin in care',
	heading: ({servers}) => `Pin ${named(servers.map(itemText), 'server')}`,
	spec: () => spec,
	above,
	press,
});
