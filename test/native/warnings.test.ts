import {existsSync} from 'node:fs';
import {join} from 'node:path';
import {test} from 'vitest';
import {compileEach, obstacle, root} from './compile.ts';

const headers = join(root, 'node_modules', `node-linux-${process.arch}`, 'include', 'node');
const isPossible = obstacle === undefined && existsSync(headers);

if (!isPossible) {
	console.warn(`The addon is not compiled strictly: ${obstacle ?? `${headers} is missing`}.`);
}

test.skipIf(!isPossible)(
	'the sources that touch Node compile without a warning, also where there is no netlink',
	async () => {
		const sources = ['addon', 'socket_object', 'stream_object', 'unsupported'];
		await compileEach(
			sources.map(name => join(root, 'native', `${name}.cc`)),
			() => [
				'-fsyntax-only',
				'-fno-exceptions',
				'-DNAPI_VERSION=8',
				'-DNODE_ADDON_API_DISABLE_CPP_EXCEPTIONS',
				'-isystem',
				headers,
				'-isystem',
				join(root, 'node_modules', 'node-addon-api'),
			],
		);
	},
);
