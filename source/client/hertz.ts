import type {Transport} from '../transport/transport.ts';

/**
The kernel's clock ticks a second (CONFIG_HZ), which /proc/net/ip_vs counts persistence in, or 0 when it cannot be found. No file tells it
directly; distributions keep the configuration of their kernels readable in /boot.
*/
export const kernelHertz = async (transport: Transport): Promise<number> => {
	const release = (await readAll(transport, '/proc/sys/kernel/osrelease')).trim();
	if (release === '') {
		return 0;
	}
	const configuration = await readAll(transport, `/boot/config-${release}`);
	return Number(/^CONFIG_HZ=(\d+)$/m.exec(configuration)?.[1] ?? 0);
};

const readAll = async (transport: Transport, path: string): Promise<string> => {
	const decoder = new TextDecoder();
	let text = '';
	for await (const chunk of transport.read(path)) {
		if (!chunk.ok) {
			return '';
		}
		text += decoder.decode(chunk.value, {stream: true});
	}
	return text;
};
