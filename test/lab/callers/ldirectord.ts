import {access} from 'node:fs/promises';
import {labCache} from '../shared.ts';
import {unpackPackages} from '../unpack.ts';

/**
Where ldirectord is: the folder of unpacked packages, empty when it is installed, or one sentence that says why it cannot be had. It
brings fifty packages of Perl, so it is not one of the programs that every lab needs.
*/
export const findLdirectord = async (): Promise<
	{readonly layer: string} | {readonly missing: string}
> => {
	const isInstalled = await access('/usr/sbin/ldirectord').then(
		() => true,
		() => false,
	);
	const layer = isInstalled ? '' : await unpackPackages(['ldirectord'], labCache);
	return typeof layer === 'string' ? {layer} : layer;
};

/** Two services with the same servers: one keeps a dead server at weight 0, the other removes it. */
export const configuration = `
checktimeout=2
checkinterval=1
autoreload=no
cleanstop=yes
logfile="/tmp/ldirectord.log"

virtual=10.0.1.100:80
	real=10.0.2.11:80 masq 2
	real=10.0.2.12:80 masq
	service=http
	checktype=connect
	scheduler=wrr
	persistent=60
	protocol=tcp
	quiescent=yes

virtual=10.0.1.100:8080
	real=10.0.2.11:8080 gate
	real=10.0.2.12:8080 gate 3
	service=http
	checktype=connect
	scheduler=rr
	protocol=tcp
	quiescent=no
`;

/** A firewall mark, limits and IPv6: other forms of the same calls. */
export const configurationOfMarks = `
checktimeout=2
checkinterval=1
autoreload=no
cleanstop=yes
logfile="/tmp/ldirectord.log"

virtual=7
	real=10.0.2.11:80 masq 5 l:4 u:9
	real=10.0.2.12:80 masq 6
	service=http
	checktype=connect
	scheduler=sh
	protocol=fwm
	quiescent=yes

virtual6=[fd00:1::100]:80
	real6=[fd00:2::11]:80 masq 7
	real6=[fd00:2::12]:80 masq 8
	service=http
	checktype=connect
	scheduler=wlc
	persistent=90
	protocol=tcp
	quiescent=no
`;
