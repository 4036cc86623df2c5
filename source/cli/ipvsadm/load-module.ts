/** Runs modprobe without a shell. Whether it helped, the next attempt shows; what it has to say goes to stderr. */
export const loadModule = async (): Promise<void> => {
	const {spawn} = await import('node:child_process');
	await new Promise<void>(resolve => {
		const modprobe = spawn('/sbin/modprobe', ['--', 'ip_vs'], {
			stdio: ['ignore', 'inherit', 'inherit'],
		});
		modprobe.once('error', () => resolve());
		modprobe.once('exit', () => resolve());
	});
};
