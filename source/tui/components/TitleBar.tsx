import {Text} from 'ink';
import type {TitleParts} from '../view/title.ts';

export type TitleBarProps = TitleParts & {readonly hasColour: boolean};

/** The first line: where this is, what it is, how fresh it is. */
export const TitleBar = ({host, label, about, freshness, isStale, hasColour}: TitleBarProps) => (
	<Text wrap="truncate">
		<Text inverse bold>
			{host}
		</Text>
		{label === '' ? null : (
			<Text bold {...(hasColour ? {backgroundColor: 'red', color: 'white'} : {})}>
				{label}
			</Text>
		)}
		<Text inverse>{about}</Text>
		<Text inverse bold {...(hasColour && isStale ? {color: 'red'} : {})}>
			{freshness}
		</Text>
	</Text>
);
