/**
Memory that one piece of work after another uses: megabytes need not be made anew each time. Work that comes while it is used gets other memory.

@param clear - called before each use
*/
export const reused = <Memory>(
	make: () => Memory,
	clear: (memory: Memory) => void,
): (<Value>(work: (memory: Memory) => Promise<Value>) => Promise<Value>) => {
	let spare: Memory | undefined;
	return async work => {
		const memory = spare ?? make();
		spare = undefined;
		clear(memory);
		const value = await work(memory);
		spare = memory;
		return value;
	};
};
