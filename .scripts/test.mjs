/*
`npm test`: prepares what is not ready, then runs every check and every test. Arguments narrow the tests: `npm test -- test/unit`.
`npm run test:long` adds the long sweeps. LAB=required makes a missing lab an error.
*/
import {spawn} from 'node:child_process';
import {existsSync, readFileSync, rmSync} from 'node:fs';
import {join} from 'node:path';
import {prepare, projectEnvironment, root} from './prepare.mjs';

/*
The lab's guest runs on one processor and takes most of the time, so that everything else runs beside it. What it prints comes at the end. Tests that
were asked for run by themselves.
*/
const everything = [
	{name: 'others', args: ['--project', '!lab'], stdio: 'inherit'},
	{name: 'lab', args: ['--project', 'lab'], stdio: 'pipe'},
];

const reportOf = name => join(root, '.cache', `test-report-${name}.json`);

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
	const parts =
		filters.length > 0 ? [{name: 'asked', args: filters, stdio: 'inherit'}] : everything;
	const results = await Promise.all(parts.map(part => runTests(part, isLong ? {LONG: '1'} : {})));
	for (const {output} of results) {
		process.stdout.write(output);
	}
	const hasFailed = failedChecks.length > 0 || results.some(({code}) => code !== 0);
	process.stdout.write(
		`${summary(
			parts.map(({name}) => reportOf(name)),
			failedChecks.length,
		)}\n`,
	);
	process.exit(hasFailed ? 1 : 0);
};

const runTests = ({name, args, stdio}, env) => {
	const report = reportOf(name);
	rmSync(report, {force: true});
	return run(
		'vitest',
		[
			'run',
			'--config',
			'test/vitest.config.ts',
			'--reporter=default',
			'--reporter=json',
			`--outputFile.json=${report}`,
			...args,
		],
		{stdio, env},
	);
};

/** Tests and checks together, in one line that machines know. */
const summary = (reports, failedChecks) => {
	const counts = {passed: 0, failed: failedChecks, skipped: 0};
	for (const report of reports) {
		if (existsSync(report)) {
			const read = JSON.parse(readFileSync(report, 'utf8'));
			counts.passed += read.numPassedTests;
			counts.failed += read.numFailedTests;
			counts.skipped += read.numPendingTests;
		} else {
			counts.failed += 1;
		}
	}
	return `${counts.passed} passed, ${counts.failed} failed, ${counts.skipped} skipped`;
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
