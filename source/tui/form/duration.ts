/**
A span as a person types it: `90s`, `5m`, `2h`, `1d`; a number alone is minutes.

@returns milliseconds; undefined for what is none
*/
export const durationIn = (text: string): number | undefined => {
	const [, number, unit = 'm'] = /^(\d+) ?(s|m|min|h|d)?$/.exec(text.trim()) ?? [];
	return number === undefined ? undefined : Number(number) * (units[unit] ?? 0);
};

const units: Readonly<Record<string, number>> = {
	s: 1000,
	m: 60_000,
	min: 60_000,
	h: 3_600_000,
	d: 86_400_000,
};
