import {eventText, type CareEvent} from '../../care/event.ts';

export type LogForm = 'text' | 'json';

/** Writes what happens, a line each. */
export const openLog =
	(
		form: LogForm,
		{write, date}: {readonly write: (text: string) => void; readonly date: () => Date},
	) =>
	(event: CareEvent): void => {
		const time = date().toISOString();
		write(
			form === 'json'
				? `${JSON.stringify({time, ...event})}\n`
				: `${time} ${event.level.padEnd(5)} ${eventText(event)}\n`,
		);
	};
