import {resolve} from 'node:path';
import {addressesBetween, mostPoolAddresses} from '../../setup/desired.ts';
import {readMark, readSourceNat, type Backend, type Wishes} from '../../setup/wishes.ts';
import type {WordOptions} from '../words/read-options.ts';

/** What the command line asks for. */
export type SetupArguments = {
	/** A file with rules; undefined for the table of the kernel. */
	readonly from: string | undefined;
	/** Without a choice of the packet filter: what the host uses. */
	readonly wishes: Omit<Wishes, 'backend'>;
	readonly backend: Backend | undefined;
};

/** @returns a sentence when something does not fit */
export const setupArguments = ({given}: WordOptions): SetupArguments | string => {
	const snat = given.get('snat');
	const sourceNat = snat === undefined ? [] : readSourceNat(snat);
	if (typeof sourceNat === 'string') {
		return sourceNat;
	}
	for (const {how} of sourceNat) {
		if (
			how.kind === 'addresses' &&
			addressesBetween(how.first, how.last).length > mostPoolAddresses
		) {
			return `--snat takes pools of at most ${mostPoolAddresses} addresses`;
		}
	}
	const mark = given.get('catch-all');
	const catchAll = mark === undefined ? undefined : readMark(mark);
	if (mark !== undefined && catchAll === undefined) {
		return `--catch-all takes a mark from 1 to 4294967295, but got ${mark}`;
	}
	const backend = given.get('backend');
	if (backend !== undefined && backend !== 'iptables' && backend !== 'nftables') {
		return `--backend takes iptables or nftables, but got ${backend}`;
	}
	const device = given.get('link');
	if (device !== undefined && !/^[^\s/]{1,15}$/.test(device)) {
		return `--link takes the name of an interface, but got ${device}`;
	}
	const from = given.get('from');
	return {
		from: from === undefined || from === 'kernel' ? undefined : from,
		backend,
		wishes: {
			place: device === undefined ? {kind: 'dummy', device: 'ipvs0'} : {kind: 'route', device},
			sourceNat,
			catchAll,
			isLinkMode: given.has('link-mode'),
			isPersistent: given.has('persist'),
		},
	};
};

/** The same options for another time, from any folder; standard input is not there then. */
export const wordsFor = ({given}: WordOptions): readonly string[] =>
	[...given].flatMap(([name, value]) => {
		if (notForLater.has(name) || (name === 'from' && (value === '-' || value === 'kernel'))) {
			return [];
		}
		return value === '' ? [`--${name}`] : [`--${name}=${name === 'from' ? resolve(value) : value}`];
	});

const notForLater: ReadonlySet<string> = new Set(['dry-run', 'keep', 'print-unit']);
