import type {Change} from '../model/change.ts';

/** How a difference marks each kind of change: something new, gone, or other than before. */
export const signs: Readonly<Record<Change['kind'], '+' | '-' | '~'>> = {
	'add-service': '+',
	'add-destination': '+',
	'start-daemon': '+',
	'delete-service': '-',
	'delete-destination': '-',
	'stop-daemon': '-',
	flush: '-',
	'edit-service': '~',
	'edit-destination': '~',
	'set-timeouts': '~',
	zero: '~',
};
