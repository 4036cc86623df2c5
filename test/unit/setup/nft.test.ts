import {spawnSync} from 'node:child_process';
import {globSync, readFileSync} from 'node:fs';
import {join} from 'node:path';
import {expect, test} from 'vitest';
import {nftComments} from '../../../source/setup/look.ts';

const isolation = 'unshare';

/** In a network namespace of its own, where nobody needs rights for it. */
const inNamespace = (script: string, input = '') =>
	spawnSync(isolation, ['-Urn', 'sh', '-c', script], {input, encoding: 'utf8'});

const hasNft = inNamespace('nft list ruleset').status === 0;

const goldens = globSync(join(import.meta.dirname, 'golden/*.nftables.sh'));

/** Tables as setup feeds them to nft. */
const inputs = goldens.flatMap(path =>
	[...readFileSync(path, 'utf8').matchAll(/^nft -f - <<'END'\n(.*?)^END$/gms)].map(
		([, input = '']) => [path.replace(/.*\//, ''), input] as const,
	),
);

test.skipIf(!hasNft).for(inputs)(
	`nft takes the table of %s, twice, and lists what setup knows it by${hasNft ? '' : ': nft is not there'}`,
	([, input]) => {
		const [, family = ''] = /^table (\w+)/.exec(input) ?? [];
		const {stdout, stderr, status} = inNamespace(
			`rules=$(cat); for turn in 1 2; do echo "$rules" | nft -f - || exit; done; nft list table ${family} ipvs_tui`,
			input,
		);
		expect({stderr, status}).toEqual({stderr: '', status: 0});
		expect(nftComments(stdout)).toEqual(
			[...input.matchAll(/comment "(.*)"$/gm)].map(([, comment]) => comment),
		);
	},
);
