/**
A span as a person types it: `5m`, `90s`; a number alone is minutes.

@returns milliseconds; undefined for what is none
*/
export const durationIn = (text: string): number | undefined => {
	const [, number, unit = 'm'] = /^(\d{1,5})(s|m|h)?$/.exec(text) ?? [];
	const milliseconds = Number(number) * (units[unit] ?? 0);
	return milliseconds > 0 ? milliseconds : undefined;
};

const units: Readonly<Record<string, number>> = {s: 1000, m: 60_000, h: 3_600_000};
