/*
Bundles the program into dist/, or into the folder that is given.

main.js starts it. program.js has all that the ipvsadm commands need and nothing else, words.js our own commands, demo.js the embedded
director, simulation.js what tries changes on one: scripts that main.js loads, with what V8 makes of the usual ones beside them, because
compiling them anew would be most of the time that a short command takes.
terminal-program.mjs has meow and from there the terminal UI: modules that share their common parts, loaded on demand; forecast-worker.mjs
is a thread of it. Production is fixed here because a development build of React costs several times the CPU.
*/
import {execFileSync} from 'node:child_process';
import {mkdirSync, readFileSync, rmSync, writeFileSync} from 'node:fs';
import {dirname, join, resolve} from 'node:path';
import {fileURLToPath} from 'node:url';
import {build} from 'esbuild';
import {projectNode} from './prepare.mjs';

const root = dirname(dirname(fileURLToPath(import.meta.url)));
const dist = resolve(process.argv[2] ?? join(root, 'dist'));
const source = name => join(root, 'source', 'cli', `${name}.ts`);
/** What is loaded on demand, by the module that is named in the import, and the file that it becomes. */
const parts = {
	program: 'program.js',
	outer: 'words.js',
	demo: 'demo.js',
	simulation: 'simulation.js',
};
const onDemand = {...parts, 'terminal-program': 'terminal-program.mjs'};

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

/**
The first text that is measured brings the tables of all emoji with it, which take longer than the first frame: what consists of characters of
one column is counted, in Ink too.
*/
const withQuickWidths = {
	name: 'quick-widths',
	setup: ({onResolve, onLoad}) => {
		const text = join(root, 'source', 'tui', 'view', 'text.ts');
		onResolve({filter: /^string-width$/}, ({importer, namespace}) =>
			namespace === 'quick-widths' || importer === text
				? undefined
				: {path: 'string-width', namespace: 'quick-widths'},
		);
		onLoad({filter: /.*/, namespace: 'quick-widths'}, () => ({
			contents: `import measure from 'string-width';
				import {isPlain} from ${JSON.stringify(text)};
				export default (text, options) =>
					typeof text === 'string' && isPlain(text) ? text.length : measure(text, options);`,
			resolveDir: root,
		}));
	},
};

/** Leaves the imports of what is loaded on demand as they are, under the names that they have in dist/. */
const loadedOnDemand = {
	name: 'loaded-on-demand',
	setup: ({onResolve}) => {
		onResolve(
			{filter: new RegExp(`/(${Object.keys(onDemand).join('|')})\\.ts$`)},
			({kind, path}) =>
				kind === 'dynamic-import'
					? {path: `./${onDemand[/([^/]+)\.ts$/.exec(path)[1]]}`, external: true}
					: undefined,
		);
	},
};

/** A part is an expression: a function that gets what Node gives a module, and `bundledLoad` for `import`, which a script has not. */
const writePart = async (name, file) => {
	const {outputFiles} = await build({
		...common,
		entryPoints: [source(name)],
		write: false,
		// None of the packages with terms of their own is in a part.
		legalComments: 'none',
		format: 'cjs',
		define: {'import.meta.dirname': '__dirname'},
		plugins: [loadedOnDemand],
	});
	const text = outputFiles[0].text.replaceAll('import("', 'bundledLoad("');
	writeFileSync(join(dist, file), `(function(bundledLoad,require,module,__dirname){${text}\n})`);
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
		entryPoints: {main: source('launch')},
		outdir: dist,
		format: 'cjs',
		define: {'import.meta.dirname': '__dirname'},
	}),
	...Object.entries(parts).map(([name, file]) => writePart(name, file)),
	build({
		...common,
		entryPoints: [source('terminal-program')],
		outdir: dist,
		outExtension: {'.js': '.mjs'},
		chunkNames: '[name]-[hash]',
		splitting: true,
		format: 'esm',
		define: {
			'process.env.NODE_ENV': '"production"',
			'process.env.DEV': '"false"',
			// Ink's layout engine would fetch its own bytes, which are in the bundle, and Node loads all of its HTTP client for that.
			fetch: 'undefined',
		},
		banner: {
			js: "import {createRequire as bundledRequire} from 'node:module';const require=bundledRequire(import.meta.url);",
		},
		plugins: [withoutDebugger, withQuickWidths],
	}),
	// By itself: what it shares with the terminal UI would be more files to load at every start.
	build({
		...common,
		entryPoints: {'forecast-worker': source('forecast/worker')},
		outdir: dist,
		outExtension: {'.js': '.mjs'},
		format: 'esm',
	}),
]);

// By the Node that the program is started with: what V8 compiles is good for one version of it.
execFileSync(projectNode(), [join(root, '.scripts', 'keep-compiled.mjs'), dist], {
	stdio: 'inherit',
});

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
