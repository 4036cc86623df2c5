import type {JsonReport} from '../../../doctor/report-json.ts';
import {sliceOf} from '../../store/slice.ts';

export type DoctorState = {
	/** What is to be examined as soon as somebody looks: the host, by connections its real servers, and by ARP its network. */
	readonly wish: {readonly arp: boolean; readonly probe: boolean} | undefined;
	readonly isRunning: boolean;
	/** Why the last examination came to nothing, in a sentence. */
	readonly problem: string | undefined;
	readonly report: JsonReport | undefined;
	/** Clock time of the report in milliseconds. */
	readonly examinedAt: number;
	/** The item that the keys go to, and the first line on the screen. */
	readonly cursor: number;
	readonly top: number;
	/** Items that are explained. */
	readonly open: ReadonlySet<number>;
};

export const doctor = sliceOf<DoctorState>('doctor', {
	wish: {arp: false, probe: false},
	isRunning: false,
	problem: undefined,
	report: undefined,
	examinedAt: 0,
	cursor: 0,
	top: 0,
	open: new Set(),
});
