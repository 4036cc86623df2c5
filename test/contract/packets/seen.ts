/** What /proc/net/ip_vs_conn and /proc/net/ip_vs say, in lines for people: connections, then destinations with their numbers. */
export const seenIn = (connections: string, table: string): readonly string[] => [
	...onlyOnce(
		connections
			.split('\n')
			.slice(1)
			.filter(line => line !== '')
			.map(connectionLine)
			.toSorted(),
	),
	...destinationLines(table),
];

/** The kernel sometimes lists a connection twice when its file is read in pieces. */
const onlyOnce = (lines: readonly string[]): readonly string[] =>
	lines.filter((line, index) => cut(line)[0] !== cut(lines[index - 1] ?? '')[0]);

const connectionLine = (line: string): string => {
	const [
		protocol = '',
		client,
		clientPort,
		target,
		targetPort,
		server,
		serverPort,
		state,
		expires,
	] = line.trim().split(/\s+/);
	return [
		protocol.toLowerCase(),
		`${address(client)}:${port(clientPort)}`,
		'>',
		`${address(target)}:${port(targetPort)}`,
		'>',
		`${address(server)}:${port(serverPort)}`,
		state,
		expires,
	].join(' ');
};

const destinationLines = (table: string): readonly string[] =>
	[...table.matchAll(/^ {2}-> (\S+):([\dA-F]{4}) +\S+ +(\d+) +(\d+) +(\d+)/gm)]
		.map(
			([, server = '', at, weight, active, inactive]) =>
				`${address(server.replaceAll(/[[\]]/g, ''))}:${port(at)} weight ${weight}: ${active} + ${inactive}`,
		)
		.toSorted();

const port = (hexadecimal = ''): number => Number.parseInt(hexadecimal, 16);

const address = (text = ''): string =>
	text.length === 8
		? [0, 2, 4, 6].map(at => Number.parseInt(text.slice(at, at + 2), 16)).join('.')
		: `[${text
				.split(':')
				.map(group => group.replace(/^0+(?=.)/, ''))
				.join(':')
				.replace(/(^|:)0(:0)+(:|$)/, '::')}]`;

/** Whether two lines differ in nothing but the seconds, which run on in a real kernel while the next thing is asked. */
export const isSame = (engine: string, kernel: string): boolean => {
	const [sayEngine, secondsEngine] = cut(engine);
	const [sayKernel, secondsKernel] = cut(kernel);
	return (
		sayEngine === sayKernel &&
		secondsKernel <= secondsEngine + 1 &&
		secondsKernel >= secondsEngine - 6
	);
};

const cut = (line: string): readonly [string, number] => {
	const isConnection = line.includes(' > ');
	const at = line.lastIndexOf(' ');
	return isConnection ? [line.slice(0, at), Number(line.slice(at + 1))] : [line, 0];
};
