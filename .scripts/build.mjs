/*
Bundles the program into dist/, or into the folder that is given.

main.js starts it. program.js has all that the ipvsadm commands need and nothing else, words.js our own commands, demo.js the embedded
director, simulation.js what tries changes on one, terminal-program.js meow and from there the terminal UI: scripts that main.js loads, with
what V8 makes of the usual ones beside them, because compiling them anew would be most of the time that a start takes. forecast-worker.mjs
is a thread of the terminal UI.
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
	'terminal-program': 'terminal-program.js',
};

const common = {
	bundle: true,
	platform: 'node',
	target: 'node22',
	minifySyntax: true,
	minifyWhitespace: true,
	legalComments: 'linked',
	logLevel: 'warning',
};

/** Ink waits for its debugger, which a script cannot, but only when DEV is set. */
const withoutDebugger = {
	name: 'without-debugger',
	setup: ({onLoad}) => {
		onLoad({filter: /\/ink\/build\/reconciler\.js$/}, ({path}) => ({
			contents: readFileSync(path, 'utf8').replaceAll(
				/^if \(process\.env\['DEV'\] === 'true'\) \{\n.*?^\}\n/gms,
				'',
			),
		}));
	},
};

/**
What measures text brings the tables of all emoji with it, which take longer than the first frame, twice: as patterns, and when the first text is
measured. What consists of characters of one column is counted, in Ink too, and the rest waits for other text.
*/
const withQuickWidths = {
	name: 'quick-widths',
	setup: ({onResolve, onLoad}) => {
		const text = join(root, 'source', 'tui', 'view', 'text.ts');
		onResolve({filter: /^string-width$/}, ({namespace}) =>
			namespace === 'quick-widths' ? undefined : {path: 'string-width', namespace: 'quick-widths'},
		);
		onLoad({filter: /.*/, namespace: 'quick-widths'}, () => ({
			contents: `import {isPlain} from ${JSON.stringify(text)};
				let measure;
				export default (text, options) =>
					typeof text === 'string' && isPlain(text)
						? text.length
						: (measure ??= require('string-width').default)(text, options);`,
			resolveDir: root,
		}));
	},
};

/** meow's own check of the manifest would take longer than all else that meow does here; the manifest in dist/ is written below. */
const withoutManifestCheck = {
	name: 'without-manifest-check',
	setup: ({onLoad}) => {
		onLoad({filter: /\/meow\/build\/dependencies\.js$/}, ({path}) => ({
			contents: readFileSync(path, 'utf8').replace(
				'var normalizeExports = requireNormalize();',
				'var normalizeExports = () => {};',
			),
		}));
	},
};

/**
Ink's layout engine waits for its own WebAssembly, which a script cannot. Compiled at once it takes a millisecond, as V8 compiles its functions
when they are called; through promises and its own reading of base64 it takes thirty.
*/
const withLayoutAtOnce = {
	name: 'layout-at-once',
	setup: ({onLoad}) => {
		const bytes = /(?<="data:application\/octet-stream;base64,)[\w+/]{9999,}=*(?=")/;
		onLoad({filter: /\/yoga-wasm-base64-esm\.js$/}, ({path}) => ({
			contents: readFileSync(path, 'utf8').replace(bytes, ''),
		}));
		onLoad({filter: /\/yoga-layout\/dist\/src\/index\.js$/}, ({path}) => {
			const loader = join(dirname(path), '../binaries/yoga-wasm-base64-esm.js');
			const [base64] = bytes.exec(readFileSync(loader, 'utf8'));
			return {
				contents: `import load from '../binaries/yoga-wasm-base64-esm.js';
					import wrapAssembly from './wrapAssembly.js';
					const assembly = {
						instantiateWasm: (imports, done) => {
							const module = new WebAssembly.Module(Buffer.from('${base64}', 'base64'));
							const instance = new WebAssembly.Instance(module, imports);
							done(instance);
							return instance.exports;
						},
					};
					void load(assembly);
					export default wrapAssembly(assembly);
					export * from './generated/YGEnums.js';`,
			};
		});
	},
};

/** Leaves the imports of what is loaded on demand as they are, under the names that they have in dist/. */
const loadedOnDemand = {
	name: 'loaded-on-demand',
	setup: ({onResolve}) => {
		onResolve({filter: new RegExp(`/(${Object.keys(parts).join('|')})\\.ts$`)}, ({kind, path}) =>
			kind === 'dynamic-import'
				? {path: `./${parts[/([^/]+)\.ts$/.exec(path)[1]]}`, external: true}
				: undefined,
		);
	},
};

/** What the terminal UI needs more than the other parts. Production, because a development build of React costs several times the CPU. */
const forTerminal = {
	define: {
		'import.meta': 'bundledMeta',
		'Intl.Segmenter': 'quickSegmenter',
		'process.env.NODE_ENV': '"production"',
		'process.env.DEV': '"false"',
	},
	banner: {
		js: '"use strict";const bundledMeta={dirname:__dirname,url:require("node:url").pathToFileURL(__dirname+"/main.js").href};',
	},
	inject: [join(root, 'source', 'tui', 'view', 'graphemes.ts')],
	plugins: [withoutDebugger, withQuickWidths, withoutManifestCheck, withLayoutAtOnce],
};

/** A part is an expression: a function that gets what Node gives a module, and `bundledLoad` for `import`, which a script has not. */
const writePart = async (name, file) => {
	const {outputFiles} = await build({
		...common,
		entryPoints: [source(name)],
		outfile: join(dist, file),
		write: false,
		format: 'cjs',
		define: {'import.meta.dirname': '__dirname'},
		plugins: [loadedOnDemand],
		...(name === 'terminal-program' ? forTerminal : {}),
	});
	for (const {path, text} of outputFiles) {
		const contents =
			path === join(dist, file)
				? `(function(bundledLoad,require,module,__dirname){${text.replaceAll('import("', 'bundledLoad("')}\n})`
				: text;
		writeFileSync(path, contents);
	}
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
	// Milliseconds; it takes a few seconds, and would wait for a screen that does not come.
	timeout: 120_000,
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
