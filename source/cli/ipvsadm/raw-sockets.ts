import {readFileSync} from 'node:fs';

/** Whether this process has CAP_NET_RAW, without which ipvsadm's older way to the kernel is closed to it. */
export const mayOpenRawSockets = (): boolean => {
	try {
		const [, capabilities = ''] =
			/^CapEff:\s*([\da-f]+)$/m.exec(readFileSync('/proc/self/status', 'utf8')) ?? [];
		return ((BigInt(`0x${capabilities}`) >> capNetRaw) & 1n) === 1n;
	} catch {
		return process.geteuid?.() === 0;
	}
};

/** @source include/uapi/linux/capability.h */
const capNetRaw = 13n;
