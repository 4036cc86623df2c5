import type {CaredServer, CareMark} from '../../../operator/care.ts';

/** What a pin does to a server, or to several, in a sentence. */
export const pinMeaning = (mark: CareMark, servers: readonly CaredServer[]): string => {
	const [only] = servers;
	if (only === undefined || servers.length > 1) {
		return meanings[mark];
	}
	const {health, fullWeight} = only;
	switch (mark) {
		case 'down':
			return meanings.down;
		case 'up':
			return `weight ${fullWeight} whatever its checks say, until it is unpinned${
				health === 'down' ? '; they fail now: clients will meet that' : ''
			}`;
		case 'auto':
			return `as its checks say${autoEffects[health](fullWeight)}`;
	}
};

const meanings: Readonly<Record<CareMark, string>> = {
	down: 'weight 0 whatever the checks say, until it is unpinned; connections that are there go on',
	up: 'full weight whatever the checks say, until they are unpinned',
	auto: 'as the checks say',
};

const autoEffects: Readonly<Record<CaredServer['health'], (fullWeight: number) => string>> = {
	up: fullWeight => `: they pass, so it gets weight ${fullWeight}`,
	down: () => ': they fail, so it is taken out, unless it is the last',
	unknown: () => '; they have said nothing yet',
};
