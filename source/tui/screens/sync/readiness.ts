import type {Daemon} from '../../../model/director.ts';
import type {Origins} from './state.ts';

export type Verdict = {readonly says: string; readonly tone: 'good' | 'warning' | 'dim'};

/** What the daemons mean for a failover, in sentences. */
export const readinessOf = (daemons: readonly Daemon[], origins: Origins): readonly Verdict[] => {
	const master = daemons.find(({role}) => role === 'master');
	const backup = daemons.find(({role}) => role === 'backup');
	if (master === undefined && backup === undefined) {
		return [
			{
				says: 'nothing is synchronised: with a failover every connection is lost; m starts a master, b a backup',
				tone: 'warning',
			},
		];
	}
	return [
		...(master === undefined
			? []
			: [
					{
						says: `sends its connections; another director receives them where a backup listens on the same group with syncid ${master.syncId === 0 ? 0 : `${master.syncId} or 0`}`,
						tone: 'dim',
					} as const,
				]),
		...(backup === undefined ? [] : [receiving(backup, origins)]),
		...(master !== undefined && backup !== undefined && master.syncId === backup.syncId
			? [
					{
						says: 'master and backup have one syncid: that is right only where the other director has both too',
						tone: 'dim',
					} as const,
				]
			: []),
	];
};

const receiving = (backup: Daemon, origins: Origins): Verdict => {
	if (origins.kind !== 'counted') {
		return {says: 'a backup listens; c counts what came', tone: 'dim'};
	}
	return origins.sync > 0
		? {
				says: `${origins.sync} entries came from another director: a failover keeps them`,
				tone: 'good',
			}
		: {
				says: `a backup listens and nothing came: does a master send on ${backup.interface} with syncid ${backup.syncId}, and may multicast pass?`,
				tone: 'warning',
			};
};
