/** A job whose shell is not there to continue it is not stopped by the kernel; then it goes on after this long. */
const patience = 250;

/** Stops this job as ^Z would have done, and resolves when it is continued. */
export const stopJob = async (): Promise<void> => {
	const {promise, resolve} = Promise.withResolvers<void>();
	process.once('SIGCONT', resolve);
	// The whole job, so that a wrapper that waits for this process stops as well.
	process.kill(0, 'SIGTSTP');
	const timer = setTimeout(resolve, patience);
	await promise;
	clearTimeout(timer);
	process.off('SIGCONT', resolve);
};
