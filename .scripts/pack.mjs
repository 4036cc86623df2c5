/*
Runs around `npm pack` and `npm publish`. Before: builds everything, puts the addon and the launcher of this platform where the package looks for
prebuilt ones, and takes the packages that bring Node out of the manifest; they serve the checkout only. After: puts the
manifest back.
*/
import {
	copyFileSync,
	existsSync,
	mkdirSync,
	readFileSync,
	renameSync,
	writeFileSync,
} from 'node:fs';
import {join} from 'node:path';
import {prepare, root} from './prepare.mjs';

const manifest = join(root, 'package.json');
const kept = join(root, '.cache', 'package.json');

const before = () => {
	prepare();
	const prebuilt = join(root, 'native', 'prebuilds', `${process.platform}-${process.arch}`);
	mkdirSync(prebuilt, {recursive: true});
	for (const name of ['netlink.node', 'launcher']) {
		copyFileSync(join(root, 'native', 'build', 'Release', name), join(prebuilt, name));
	}
	mkdirSync(join(root, '.cache'), {recursive: true});
	copyFileSync(manifest, kept);
	const published = JSON.parse(readFileSync(manifest, 'utf8'));
	delete published.optionalDependencies;
	delete published.devDependencies;
	writeFileSync(manifest, `${JSON.stringify(published, null, '\t')}\n`);
};

const after = () => {
	if (existsSync(kept)) {
		renameSync(kept, manifest);
	}
};

if (process.argv[2] === 'before') {
	before();
} else {
	after();
}
