import {keyLabels, type KeyBinding} from './binding.ts';
import {commonKeys} from './common-keys.ts';
import {filterKeys} from './filter-keys.ts';
import {helpKeys} from './help-keys.ts';
import {treeKeys} from './tree-keys.ts';

export type KeySection = {readonly title: string; readonly bindings: readonly KeyBinding[]};

/** All bindings in the order in which they are explained. */
export const keySections: readonly KeySection[] = [
	{title: 'Services', bindings: treeKeys},
	{title: 'Everywhere', bindings: commonKeys},
	{title: 'Filter line', bindings: filterKeys},
	{title: 'Help screen', bindings: helpKeys},
];

/** The key table of the README, as markdown. */
export const keyTableMarkdown = (): string =>
	keySections
		.map(({title, bindings}) =>
			[
				`| ${title} | |`,
				'|---|---|',
				...bindings.map(binding => `| ${codeOf(binding)} | ${binding.says} |`),
			].join('\n'),
		)
		.join('\n\n');

const codeOf = (binding: KeyBinding): string =>
	keyLabels(binding)
		.split(' ')
		.map(label => `\`${label}\``)
		.join(' ');
