const units = ['', 'k', 'M', 'G', 'T', 'P', 'E'];

/**
A number in at most `width` characters (4 or more) with SI units: `0.4`, `37`, `999`, `1.2k`, `12k`, `4.1M`. A whole number that fits stays
as it is when it is a count; with seven columns or more it gets thousands separators.
*/
export const countText = (value: number, width: number): string => {
	const whole = Math.round(value).toString();
	const grouped = width >= 6 ? whole.replace(/\B(?=(?:\d{3})+$)/g, ',') : whole;
	return grouped.length <= width ? grouped : scaled(value, width);
};

/** A rate: like a count, but with units from 1000 on, and a decimal below ten; `-` for what is unknown. */
export const rateText = (value: number, width: number): string => {
	if (Number.isNaN(value)) {
		return '-';
	}
	if (value > 0 && value < 0.05) {
		return '<0.1';
	}
	if (value < 9.95) {
		return Number.parseFloat(value.toFixed(1)).toString();
	}
	return value < 999.5 ? Math.round(value).toString() : scaled(value, width);
};

const scaled = (value: number, width: number): string => {
	let number = value;
	let unit = 0;
	while (number >= 999.5 && unit < units.length - 1) {
		number /= 1000;
		unit += 1;
	}
	const room = width - (unit === 0 ? 0 : 1);
	// Three digits are enough to compare; more would only flicker.
	const digits = number.toFixed(
		number < 9.995 && room >= 4 ? 2 : number < 99.95 && room >= 4 ? 1 : 0,
	);
	const short = number < 9.95 && room < 4 ? number.toFixed(1) : digits;
	return short + (units[unit] ?? '');
};

/** `0.6 s`, `34 s`, `5 min`, `3 h`, `12 d`. */
export const durationText = (milliseconds: number): string => {
	const seconds = Math.max(0, milliseconds / 1000);
	if (seconds < 9.95) {
		return `${Number.parseFloat(seconds.toFixed(1))} s`;
	}
	if (seconds < 100) {
		return `${Math.round(seconds)} s`;
	}
	if (seconds < 6000) {
		return `${Math.round(seconds / 60)} min`;
	}
	return seconds < 172_800
		? `${Math.round(seconds / 3600)} h`
		: `${Math.round(seconds / 86_400)} d`;
};

/** Local time of day, `14:02:07`. */
export const timeText = (time: number): string => {
	const date = new Date(time);
	return [date.getHours(), date.getMinutes(), date.getSeconds()]
		.map(part => String(part).padStart(2, '0'))
		.join(':');
};

/** `1 service`, `2 services`. */
export const plural = (count: number, noun: string): string =>
	`${countText(count, 9)} ${noun}${count === 1 ? '' : 's'}`;
