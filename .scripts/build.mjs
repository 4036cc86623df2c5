/*
Bundles source/cli/main.ts into dist/. Splitting keeps React, Ink, meow and conf out of what the ipvsadm commands load; production is
fixed here because a development build of React costs several times the CPU.
*/
import {rmSync} from 'node:fs';
import {dirname, join} from 'node:path';
import {fileURLToPath} from 'node:url';
import {build} from 'esbuild';

const root = dirname(dirname(fileURLToPath(import.meta.url)));

/** Ink loads its debugger only when DEV is set, which it is not here. */
const withoutDebugger = {
	name: 'without-debugger',
	setup: ({onResolve, onLoad}) => {
		onResolve({filter: /^react-devtools-core$/}, () => ({
			path: 'react-devtools-core',
			namespace: 'empty',
		}));
		onLoad({filter: /.*/, namespace: 'empty'}, () => ({contents: 'export default {};'}));
	},
};

rmSync(join(root, 'dist'), {recursive: true, force: true});
await build({
	entryPoints: {main: join(root, 'source', 'cli', 'main.ts')},
	outdir: join(root, 'dist'),
	chunkNames: '[name]-[hash]',
	bundle: true,
	splitting: true,
	format: 'esm',
	platform: 'node',
	target: 'node22',
	minifySyntax: true,
	minifyWhitespace: true,
	legalComments: 'linked',
	define: {'process.env.NODE_ENV': '"production"', 'process.env.DEV': '"false"'},
	banner: {
		js: "import {createRequire as bundledRequire} from 'node:module';const require=bundledRequire(import.meta.url);",
	},
	plugins: [withoutDebugger],
	logLevel: 'warning',
});
