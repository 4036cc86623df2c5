import {success, type Result} from '../../model/failure.ts';
import {malformed} from '../failure.ts';
import {hexadecimal, lineSplitter} from './text.ts';

/**
Reads /proc/net/ip_vs_stats, fed in chunks: the totals of the director as ten numbers in the order of `counter` in the model.

@source kernel net/netfilter/ipvs/ip_vs_ctl.c, ip_vs_stats_show: two header lines, totals, blank, header, rates; hexadecimal
*/
export const statisticsTextReader = () => {
	const values: number[] = [];
	let lines = 0;
	const splitter = lineSplitter(cursor => {
		if (lines === totalsLine || lines === ratesLine) {
			for (let index = 0; index < 5; index += 1) {
				values.push(hexadecimal(cursor));
			}
		}
		lines += 1;
	});
	return {
		feed: splitter.feed,
		finish: (): Result<Float64Array> => {
			splitter.finish();
			return values.length === 10 && values.every(value => !Number.isNaN(value))
				? success(Float64Array.from(values))
				: malformed('/proc/net/ip_vs_stats', lines);
		},
	};
};

const totalsLine = 2;
const ratesLine = 5;
