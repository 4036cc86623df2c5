/** Something that a person wants to know afterwards. */
export type CareEvent = {
	readonly level: 'info' | 'warn' | 'error';
	readonly kind:
		| 'up'
		| 'down'
		| 'warning'
		| 'pinned'
		| 'held'
		| 'foreign'
		| 'kept'
		| 'quorum'
		| 'created'
		| 'recreated'
		| 'weight'
		| 'added'
		| 'removed'
		| 'refused'
		| 'care';
	/** Keys of what it is about. */
	readonly service?: string | undefined;
	readonly server?: string | undefined;
	readonly says: string;
};

/** One line for a log, without its time. */
export const eventText = ({service, server, says}: CareEvent): string => {
	const subject = server === undefined ? service : `${service} -> ${server}`;
	return subject === undefined ? says : `${subject} ${says}`;
};
