import type {Range} from '../../simulate/result.ts';

/** `48-52%`, or `50%` where both ends are the same so rounded. Less than half a percent is not nothing. */
export const percentText = ({low, high}: Range): string => {
	const [from, to] = [percent(low), percent(high)];
	return from === to ? `${from}%` : `${from === '<1' ? '0' : from}-${to}%`;
};

const percent = (share: number): string =>
	share > 0 && share < 0.005 ? '<1' : String(Math.round(share * 100));

/** `180-200`, in whole numbers. */
export const numberText = ({low, high}: Range): string => {
	const [from, to] = [Math.round(low), Math.round(high)];
	return from === to ? String(from) : `${from}-${to}`;
};

/** `40 s`, `5 min`, `2.5 h`. */
export const durationText = (seconds: number): string => {
	const {name, size} = unitOf(seconds);
	return `${inUnit(seconds, size)} ${name}`;
};

/** `40-55 s`, in the unit of the longer one. */
export const durationsText = ({low, high}: Range): string => {
	const {name, size} = unitOf(high);
	const [from, to] = [inUnit(low, size), inUnit(high, size)];
	return from === to ? `${to} ${name}` : `${from}-${to} ${name}`;
};

export const rateText = (rate: number): string =>
	rate > 0 && rate < 10 ? String(Number(rate.toPrecision(2))) : String(Math.round(rate));

const unitOf = (seconds: number): {readonly name: string; readonly size: number} =>
	units.find(({from}) => seconds >= from) ?? {name: 's', size: 1};

const units = [
	{name: 'h', size: 3600, from: 7200},
	{name: 'min', size: 60, from: 300},
] as const;

const inUnit = (seconds: number, size: number): string =>
	String(Number((seconds / size).toFixed(seconds / size < 10 ? 1 : 0)));
