/*
`npm test`: prepares what is not ready, then runs every check and every test. Arguments narrow the tests: `npm test -- test/unit`.
`npm run test:long` adds the long sweeps. LAB=required makes a missing lab an error.
*/
import {spawn} from 'node:child_process';
import {existsSync, readdirSync, readFileSync, rmSync} from 'node:fs';
import {basename, join, relative} from 'node:path';
import {prepare, projectEnvironment, root} from './prepare.mjs';

/*
A guest of the lab runs on one processor and takes most of the time. So half of its tests run beside everything else, the other half, with a guest of
its own, after everything else. What they print comes at the end. Tests that were asked for run by themselves.
*/
const labFiles = readdirSync(join(root, 'test/lab')).filter(name => name.endsWith('.test.ts'));
const isOfHost = name => /^(care|doctor|guard|setup|tui)/.test(name);
const pathsOf = names => names.map(name => `test/lab/${name}`);
const others = {name: 'others', args: ['--project', '!lab'], stdio: 'inherit'};
const lab = {
	name: 'lab',
	args: ['--project', 'lab', ...pathsOf(labFiles.filter(name => !isOfHost(name)))],
	stdio: 'pipe',
};
const labOfHost = {
	name: 'lab-of-host',
	args: ['--project', 'lab', ...pathsOf(labFiles.filter(isOfHost))],
	stdio: 'pipe',
};

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
	/** Lines of parts: one line runs beside the other, the parts of a line one after another. */
	const lines =
		filters.length > 0
			? [[{name: 'asked', args: filters, stdio: 'inherit'}]]
			: [[others, labOfHost], [lab]];
	const results = (await Promise.all(lines.map(line => runLine(line, isLong)))).flat();
	for (const {output} of results) {
		process.stdout.write(output);
	}
	const hasFailed = failedChecks.length > 0 || results.some(({code}) => code !== 0);
	const reports = lines.flat().map(({name}) => reportOf(name));
	process.stdout.write(failures(reports, failedChecks));
	process.stdout.write(`${summary(reports, failedChecks.length)}\n`);
	process.exit(hasFailed ? 1 : 0);
};

const runLine = async (line, isLong) => {
	const results = [];
	for (const part of line) {
		results.push(await runTests(part, isLong ? {LONG: '1'} : {}));
	}
	return results;
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

/** What failed and why, once more behind everything else: who sees only the end of a long output sees this. */
const failures = (reports, failedChecks) => {
	const failed = failedChecks.map(name => `FAILED the check of ${name}\n`);
	for (const report of reports) {
		if (!existsSync(report)) {
			failed.push(`FAILED without a report: ${basename(report)}\n`);
			continue;
		}
		for (const file of JSON.parse(readFileSync(report, 'utf8')).testResults) {
			const tests = file.assertionResults.filter(({status}) => status === 'failed');
			if (couldNotLoad(file)) {
				failed.push(`FAILED ${relative(root, file.name)}\n${file.message}\n`);
			}
			for (const {fullName, failureMessages} of tests) {
				failed.push(
					`FAILED ${relative(root, file.name)}: ${fullName}\n${failureMessages.join('\n')}\n`,
				);
			}
		}
	}
	return failed.map(text => text.slice(0, longestFailure)).join('\n');
};

const couldNotLoad = ({status, assertionResults}) =>
	status === 'failed' && !assertionResults.some(test => test.status === 'failed');

/** Characters: a difference between two long outputs says nothing more at its end. */
const longestFailure = 4000;

/** Tests and checks together, in one line that machines know. */
const summary = (reports, failedChecks) => {
	const counts = {passed: 0, failed: failedChecks, skipped: 0};
	for (const report of reports) {
		if (existsSync(report)) {
			const read = JSON.parse(readFileSync(report, 'utf8'));
			counts.passed += read.numPassedTests;
			counts.failed += read.numFailedTests + read.testResults.filter(couldNotLoad).length;
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
