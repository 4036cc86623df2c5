/** Schedulers that Linux has, by the names that services have them under. The user-mode Linux of Debian lacks `twos`. */
export const schedulerNames: readonly string[] = [
	'rr',
	'wrr',
	'lc',
	'wlc',
	'lblc',
	'lblcr',
	'dh',
	'sh',
	'sed',
	'nq',
	'fo',
	'ovf',
	'mh',
	'twos',
];

/** Persistence engines that Linux has. */
export const persistenceEngineNames: readonly string[] = ['sip'];
