import {serviceFlag} from '../model/service.ts';
import type {ServiceConfiguration} from '../plan/configuration.ts';

/**
The shares of the new connections, by server, where they follow from the weights: with rr and wrr, as long as no client is sent back
to its server and no server has a limit. Undefined for all others.
*/
export const exactShares = ({
	service,
	destinations,
}: ServiceConfiguration): ReadonlyMap<string, number> | undefined => {
	const usable = [...destinations].filter(([, {weight}]) => weight > 0);
	const isFree =
		(service.flags & serviceFlag.persistent) === 0 &&
		usable.every(([, {upperThreshold}]) => upperThreshold === 0);
	const share = shares[service.scheduler];
	if (!isFree || share === undefined) {
		return undefined;
	}
	const total = usable.reduce((sum, [, {weight}]) => sum + share(weight), 0);
	return new Map(usable.map(([key, {weight}]) => [key, share(weight) / total]));
};

const shares: Readonly<Record<string, (weight: number) => number>> = {
	rr: () => 1,
	wrr: weight => weight,
};
