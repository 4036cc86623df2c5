import {duplexPair} from 'node:stream';
import {expect, test} from 'vitest';
import {success} from '../../source/model/failure.ts';
import {openEmbedded} from '../../source/transport/embedded.ts';
import {openRemote} from '../../source/transport/remote/remote.ts';
import {serve} from '../../source/transport/remote/serve.ts';
import {allCases} from './cases/all.ts';
import {runCases} from './run.ts';
import {likeTheLab} from './subject.ts';

test('a director at the other end of a byte stream answers as one in this process', async () => {
	const [here, there] = duplexPair();
	serve(there, openEmbedded(likeTheLab()));
	const remote = openRemote(async () => success(here));
	expect(await runCases(remote, allCases)).toEqual(
		await runCases(openEmbedded(likeTheLab()), allCases),
	);
	remote.close();
});
