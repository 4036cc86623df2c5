import {writeFileSync} from 'node:fs';
import {openKernel} from '../../source/transport/kernel/kernel.ts';
import {allCases} from './cases/all.ts';
import {runCases} from './run.ts';

/** Runs the cases on this machine's kernel, which loses its table, and writes the transcripts to the file that is named. */
const main = async (file: string): Promise<void> => {
	const transport = openKernel();
	writeFileSync(file, JSON.stringify(await runCases(transport, allCases)));
	transport.close();
};

await main(process.argv[2] ?? '');
