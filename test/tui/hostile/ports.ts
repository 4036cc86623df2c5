import type {Client} from '../../../source/client/client.ts';
import type {Configuration} from '../../../source/plan/configuration.ts';
import type {Ports} from '../../../source/tui/ports.ts';

/** What a machine gives, where every other thing fails. */
export const portsFor = (client: Client, rules: Configuration): Ports => {
	let asked = 0;
	const everyOther = (): boolean => {
		asked += 1;
		return asked % 2 === 0;
	};
	const save = (name: string) =>
		everyOther()
			? ({kind: 'saved', path: `/state/${name}`} as const)
			: ({kind: 'not saved', why: `cannot write ${name}: the disk is full`} as const);
	return {
		director: client,
		readConnections: client.connections,
		saveText: save,
		writeFile: save,
		copy: everyOther,
		isFirstTime: everyOther,
		changePreferences: async () => (everyOther() ? undefined : 'the preferences cannot be written'),
		readSyncSettings: async () => new Map([['sync_threshold', '3\t50']]),
		examine: async () => 'the host cannot be examined here',
		rules: {
			usual: '/etc/ipvsadm.rules',
			read: async path =>
				everyOther()
					? {kind: 'rules', wanted: rules, count: 60, writtenAt: 0}
					: {kind: 'problems', problems: [`cannot read ${path}: there is no such file`]},
			save: async path =>
				everyOther()
					? {kind: 'saved', backup: `${path}~`}
					: {kind: 'not saved', why: 'the disk is full'},
			list: start => [`${start}a`, `${start}b/`],
		},
	};
};
