import {execFile} from 'node:child_process';
import {readFile, writeFile} from 'node:fs/promises';
import {promisify} from 'node:util';
import type {QuiescentSwitch} from '../../operator/quiescent.ts';
import {namespacePath} from '../network-namespace.ts';
import type {Client, Settings} from '../../client/client.ts';
import type {Wanted} from '../route.ts';

/** The switch of the director that is worked on: an embedded one takes settings by its client, a kernel's are files. */
export const openQuiescentSwitch = (wanted: Wanted, {settings}: Client): QuiescentSwitch => {
	if (settings !== undefined) {
		return ofEmbedded(settings);
	}
	if (wanted.kind !== 'kernel') {
		return ofNobody;
	}
	return wanted.networkNamespace === undefined
		? ofThisNamespace
		: ofNamespace(namespacePath(wanted.networkNamespace));
};

const name = 'expire_quiescent_template';
const path = `/proc/sys/net/ipv4/vs/${name}`;

const ofThisNamespace: QuiescentSwitch = {
	read: async () => {
		try {
			return numberIn(await readFile(path, 'utf8'));
		} catch (error) {
			return problemOf(error);
		}
	},
	write: async value => {
		try {
			await writeFile(path, `${value}\n`);
			return undefined;
		} catch (error) {
			return problemOf(error);
		}
	},
};

/** The file shows the namespace of who opens it, so somebody who is in there has to. */
const ofNamespace = (namespace: string): QuiescentSwitch => {
	const run = async (...words: readonly string[]): Promise<{stdout: string}> =>
		promisify(execFile)('nsenter', [`--net=${namespace}`, 'sysctl', ...words]);
	return {
		read: async () => {
			try {
				return numberIn((await run('-n', `net.ipv4.vs.${name}`)).stdout);
			} catch (error) {
				return problemOf(error);
			}
		},
		write: async value => {
			try {
				await run('-q', '-w', `net.ipv4.vs.${name}=${value}`);
				return undefined;
			} catch (error) {
				return problemOf(error);
			}
		},
	};
};

const ofEmbedded = (settings: Settings): QuiescentSwitch => ({
	read: async () => {
		const text = await settings.read(name);
		return text.ok ? numberIn(text.value) : unsettable;
	},
	write: async value => ((await settings.write(name, `${value}`)).ok ? undefined : unsettable),
});

const unsettable = `${name} cannot be set: the director does not answer`;

const ofNobody: QuiescentSwitch = {
	read: async () => unsettable,
	write: async () => unsettable,
};

const numberIn = (text: string): number | string => {
	const value = Number(text);
	return text.trim() !== '' && Number.isInteger(value) ? value : `${name} reads as no number`;
};

const problemOf = (error: unknown): string => {
	const {code} = error as NodeJS.ErrnoException;
	return code === 'ENOENT'
		? `${name} cannot be set: this kernel has no such switch, or nsenter and sysctl are missing`
		: `${name} cannot be set: ${code === 'EACCES' || code === 'EPERM' ? 'that needs root' : String(code)}`;
};
