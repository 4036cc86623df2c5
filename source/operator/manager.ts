/** A process that probably changes the table too. */
export type Manager = {
	readonly name: string;
	readonly pid: number;
	/** What to expect of it, in one sentence. */
	readonly says: string;
	/** Whether it is likely to do again what somebody else undoes. */
	readonly insists: boolean;
};

export type Process = {readonly pid: number; readonly name: string};

/**
Who probably manages the table, by the processes that run: IPVS itself does not know whose a service is.

@param processes - names as in /proc/PID/comm, which the kernel cuts after 15 characters
*/
export const managersOf = (processes: readonly Process[]): readonly Manager[] =>
	Object.entries(known).flatMap(([name, {says, insists = true}]) => {
		const found = processes.find(process => process.name === name.slice(0, longestName));
		return found === undefined ? [] : [{name, pid: found.pid, says, insists}];
	});

const known: Readonly<Record<string, {readonly says: string; readonly insists?: boolean}>> = {
	keepalived: {
		says: 'keepalived runs: it sets weights when its health checks change and may undo this at its next reload',
	},
	ldirectord: {says: 'ldirectord runs: it sets weights and servers as its health checks find them'},
	'kube-proxy': {says: 'kube-proxy runs: it makes the table what the cluster says, within seconds'},
	'kube-router': {
		says: 'kube-router runs: it makes the table what the cluster says, within seconds',
	},
	'cilium-agent': {
		says: 'cilium-agent runs: it may manage the services of the cluster',
		insists: false,
	},
	dockerd: {
		says: 'dockerd runs: in swarm mode the tables of its own network namespaces are its own',
		insists: false,
	},
	surealived: {says: 'surealived runs: it sets weights as its health checks find them'},
	piranha: {says: 'piranha runs: it manages the table from lvs.cf'},
	nanny: {says: 'nanny runs: it sets weights as its health checks find them'},
};

const longestName = 15;
