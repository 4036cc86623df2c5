import type {Obstacle} from '../../plan/ledger.ts';

/** The same in the words of ipvsadm where it has some. */
export const obstacleText = (obstacle: Obstacle): string => texts[obstacle];

const texts: Readonly<Record<Obstacle, string>> = {
	'service-exists': 'Service already exists',
	'no-service': 'Service not defined',
	'destination-exists': 'Destination already exists',
	'no-destination': 'No such destination',
	'daemon-runs': 'Daemon has already run',
	'no-daemon': 'No daemon is running',
};
