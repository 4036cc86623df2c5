import type {Detail} from '../../source/client/client.ts';
import {failed, success, type Failure, type Result} from '../../source/model/failure.ts';
import type {Table} from '../../source/model/table.ts';
import type {SamplerOptions} from '../../source/sampler/sampler.ts';

export type Script = {
	/** What the next readings give; a test may put another one in between. */
	full: () => Table | Failure;
	text: () => Table | Failure;
	/** What the readings asked for. */
	readonly asked: Detail[];
};

const info = {version: {major: 1, minor: 2, patch: 1}, connectionTableSize: 4096};

/** A director whose answers a test writes down, for tables and failures that no engine has at will. */
export const scriptedClient = (
	full: () => Table | Failure,
): SamplerOptions['client'] & {readonly script: Script} => {
	const script: Script = {full, text: () => ({kind: 'no-module'}), asked: []};
	return {
		script,
		table: async detail => {
			script.asked.push(detail);
			return resultOf(script.full());
		},
		info: async () => success(info),
		publicTable: async () => {
			const text = resultOf(script.text());
			return text.ok ? success({info, table: text.value}) : text;
		},
	};
};

const resultOf = (answer: Table | Failure): Result<Table> =>
	'kind' in answer ? failed(answer) : success(answer);
