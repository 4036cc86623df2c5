import type {Guest} from './guest.ts';

const names = ['ipvsadm', 'ipvsadm-save', 'ipvsadm-restore'];

/** Both sets of programs, each in a folder of its own in the guest. */
export const folders = {ours: '/opt/stand-in/ours', theirs: '/opt/stand-in/theirs'} as const;

export type Side = keyof typeof folders;

/** Puts links to ours and copies of Debian's programs where tests can choose between them. */
export const prepareFolders = async (guest: Guest): Promise<void> => {
	const {ours, theirs} = folders;
	const {code, stderr} = await guest.run(`
		set -e
		mkdir -p ${ours} ${theirs}
		ipvs-tui install-links ${ours}
		${names.map(name => `cp /usr/sbin/${name} ${theirs}/`).join('\n')}
		modprobe --all ipv6 ip_vs
	`);
	if (code !== 0) {
		throw new Error(`cannot lay out the programs: ${stderr}`);
	}
};

/**
Shell lines behind which /sbin and /usr/sbin hold the programs of that side, for this shell and what it starts. Run them in a mount
namespace of your own, as `ip netns exec` makes one.

@param layer - a folder of unpacked packages to have as well
*/
export const install = (side: Side, layer = ''): string => `
	mkdir -p /run/stand-in && mount -t tmpfs stand-in /run/stand-in && mkdir -p /run/stand-in/usr/sbin &&
	cp -d ${names.map(name => `${folders[side]}/${name}`).join(' ')} /run/stand-in/usr/sbin/ &&
	mount -t overlay -o lowerdir=/run/stand-in/usr:${layer === '' ? '' : `${layer}/usr:`}/usr stand-in /usr || exit 99
`;
