import {spawnSync} from 'node:child_process';
import {join} from 'node:path';
import {expect, test} from 'vitest';

const file = join(import.meta.dirname, '../../../source/cli/without-optimiser.ts');

test('nothing is printed when the compilers are held back, whatever this V8 calls their flags', () => {
	const script = `import(${JSON.stringify(file)}).then(({stopOptimising}) => stopOptimising())`;
	const {status, stdout, stderr} = spawnSync(process.execPath, ['-e', script], {encoding: 'utf8'});
	expect({status, stdout, stderr}).toEqual({status: 0, stdout: '', stderr: ''});
});
