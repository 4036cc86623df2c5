/*
`npm test`: prepares what is not ready, then runs every check and every test. Arguments narrow the tests: `npm test -- test/unit`.
`npm run test:long` adds the long sweeps. LAB=required makes a missing lab an error.
*/
import {spawn} from 'node:child_process';
import {existsSync, readFileSync, rmSync} from 'node:fs';
import {join} from 'node:path';
import {prepare, projectEnvironment, root} from './prepare.mjs';

const report = join(root, '.cache', 'test-report.json');

const checks = [
	['layout', 'prettier', ['--check', '--log-level', 'warn', '.']],
	['lint', 'oxlint', ['--quiet']],
	['types', 'tsc', ['--project', '.']],
	['unused', 'knip', ['--config', '.knip.json']],
];

const main = async () => {
	const isLong = process.argv.includes('--long');
	const filters = process.argv.slice(2).filter(argument => argument !== '--long');
	prepare();
	const failedChecks = [];
	for (const [name, command, args] of filters.length > 0 ? [] : checks) {
		const {code, output} = await run(command, args);
		process.stdout.write(`${code === 0 ? 'ok  ' : 'FAIL'} ${name}\n${code === 0 ? '' : output}`);
		if (code !== 0) {
			failedChecks.push(name);
		}
	}
	rmSync(report, {force: true});
	const args = [
		'run',
		'--config',
		'test/vitest.config.ts',
		'--reporter=default',
		'--reporter=json',
		`--outputFile.json=${report}`,
	];
	const {code} = await run('vitest', [...args, ...filters], {
		stdio: 'inherit',
		env: isLong ? {LONG: '1'} : {},
	});
	process.stdout.write(`${summary(failedChecks.length)}\n`);
	process.exit(code === 0 && failedChecks.length === 0 ? 0 : 1);
};

/** Tests and checks together, in one line that machines know. */
const summary = failedChecks => {
	if (!existsSync(report)) {
		return `0 passed, ${failedChecks + 1} failed`;
	}
	const {numPassedTests, numFailedTests, numPendingTests} = JSON.parse(
		readFileSync(report, 'utf8'),
	);
	return `${numPassedTests} passed, ${numFailedTests + failedChecks} failed, ${numPendingTests} skipped`;
};

const run = (command, args, {stdio = 'pipe', env = {}} = {}) =>
	new Promise(resolve => {
		const child = spawn(command, args, {
			cwd: root,
			env: {...projectEnvironment(), ...env},
			stdio: ['ignore', stdio, stdio],
		});
		const output = [];
		child.stdout?.on('data', chunk => output.push(chunk));
		child.stderr?.on('data', chunk => output.push(chunk));
		child.on('error', error => resolve({code: 1, output: `${error.message}\n`}));
		child.on('exit', code => resolve({code: code ?? 1, output: Buffer.concat(output).toString()}));
	});

await main();
