/*
Bundles the program into dist/.

main.js has all that the ipvsadm commands need and nothing else. It is CommonJS: Node starts that several milliseconds faster than
a module. What it loads on demand (outer.mjs: meow and from there the terminal UI; demo.mjs: the embedded director) is modules that
share their common parts. Production is fixed here because a development build of React costs several times the CPU.
*/
import {mkdirSync, readFileSync, rmSync, writeFileSync} from 'node:fs';
import {dirname, join} from 'node:path';
import {fileURLToPath} from 'node:url';
import {build} from 'esbuild';

const root = dirname(dirname(fileURLToPath(import.meta.url)));
const dist = join(root, 'dist');
const source = name => join(root, 'source', 'cli', `${name}.ts`);
const onDemand = ['outer', 'demo'];

const common = {
	bundle: true,
	platform: 'node',
	target: 'node22',
	minifySyntax: true,
	minifyWhitespace: true,
	legalComments: 'linked',
	logLevel: 'warning',
};

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

/** Leaves the imports of what is loaded on demand as they are, under the names that they have in dist/. */
const loadedOnDemand = {
	name: 'loaded-on-demand',
	setup: ({onResolve}) => {
		onResolve({filter: new RegExp(`^\\./(${onDemand.join('|')})\\.ts$`)}, ({path}) => ({
			path: path.replace(/\.ts$/, '.mjs'),
			external: true,
		}));
	},
};

rmSync(dist, {recursive: true, force: true});
mkdirSync(dist);
const {version} = JSON.parse(readFileSync(join(root, 'package.json'), 'utf8'));
// meow takes the version from it, and the name under which processes are listed.
const manifest = {type: 'commonjs', version, bin: {'ipvs-tui': 'main.js'}};
writeFileSync(join(dist, 'package.json'), `${JSON.stringify(manifest)}\n`);
await Promise.all([
	build({
		...common,
		entryPoints: {main: source('main')},
		outdir: dist,
		format: 'cjs',
		define: {'import.meta.dirname': '__dirname'},
		plugins: [loadedOnDemand],
	}),
	build({
		...common,
		entryPoints: Object.fromEntries(onDemand.map(name => [name, source(name)])),
		outdir: dist,
		outExtension: {'.js': '.mjs'},
		chunkNames: '[name]-[hash]',
		splitting: true,
		format: 'esm',
		define: {'process.env.NODE_ENV': '"production"', 'process.env.DEV': '"false"'},
		banner: {
			js: "import {createRequire as bundledRequire} from 'node:module';const require=bundledRequire(import.meta.url);",
		},
		plugins: [withoutDebugger],
	}),
]);

// The manual page is made from the tables of the program.
const {outputFiles} = await build({
	entryPoints: [join(root, 'source', 'cli', 'documents', 'manual.ts')],
	bundle: true,
	write: false,
	platform: 'node',
	format: 'esm',
});
const encoded = Buffer.from(outputFiles[0].contents).toString('base64');
const {manualPage} = await import(`data:text/javascript;base64,${encoded}`);
writeFileSync(join(dist, 'ipvs-tui.8'), manualPage(version));
