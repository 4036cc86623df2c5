/** A process that probably changes the table too. */
export type Manager = {
	readonly name: string;
	readonly pid: number;
	/** What to expect of it, in one sentence. */
	readonly says: string;
};

export type Process = {readonly pid: number; readonly name: string};

/**
Who probably manages the table, by the processes that run: IPVS itself does not know whose a service is.

@param processes - names as in /proc/PID/comm, which the kernel cuts after 15 characters
*/
export const managersOf = (processes: readonly Process[]): readonly Manager[] =>
	Object.entries(known).flatMap(([name, says]) => {
		const found = processes.find(process => process.name === name.slice(0, longestName));
		return found === undefined ? [] : [{name, pid: found.pid, says}];
	});

const known: Readonly<Record<string, string>> = {
	keepalived:
		'keepalived runs: it sets weights when its health checks change and may undo this at its next reload',
	ldirectord: 'ldirectord runs: it sets weights and servers as its health checks find them',
	'kube-proxy': 'kube-proxy runs: it makes the table what the cluster says, within seconds',
	'kube-router': 'kube-router runs: it makes the table what the cluster says, within seconds',
	'cilium-agent': 'cilium-agent runs: it may manage the services of the cluster',
	dockerd: 'dockerd runs: in swarm mode the tables of its own network namespaces are its own',
	surealived: 'surealived runs: it sets weights as its health checks find them',
	piranha: 'piranha runs: it manages the table from lvs.cf',
	nanny: 'nanny runs: it sets weights as its health checks find them',
};

const longestName = 15;
