import type {Failure} from '../model/failure.ts';
import {errno} from '../wire/ids.ts';

/** What the kernel's refusal of an operation means for who asked. */
export const refusal = (number: number, doing: string): Failure =>
	number === errno.EPERM ? {kind: 'no-permission', doing} : {kind: 'kernel', errno: number, doing};
