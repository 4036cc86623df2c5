/**
The switch net.ipv4.vs.expire_quiescent_template of a network namespace: 1 ends persistence templates whose server has weight 0. Each answer is a
sentence when it did not work.
*/
export type QuiescentSwitch = {
	readonly read: () => Promise<number | string>;
	readonly write: (value: number) => Promise<string | undefined>;
};
