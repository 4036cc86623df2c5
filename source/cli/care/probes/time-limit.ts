/**
Calls back when the time is over, but not before everything has been heard that arrived in it: a process that was kept from running, as any
is on a busy machine, would hear of its timers first, and take servers for silent that have answered. Returns what calls it off.

@param time - milliseconds
*/
export const limitTime = (time: number, onOver: () => void): (() => void) => {
	let lastTurn: NodeJS.Immediate | undefined;
	const timer = setTimeout(() => {
		lastTurn = setImmediate(onOver);
	}, time);
	return () => {
		clearTimeout(timer);
		clearImmediate(lastTurn);
	};
};
