/**
Hardware addresses that answered, from what arping prints.

@source iputils: `Unicast reply from 192.0.2.10 [00:00:5E:00:53:01]  0.6ms`; Thomas Habets': `60 bytes from 00:00:5e:00:53:01 (192.0.2.10): index=0 …`
*/
export const readArping = (text: string): readonly string[] => [
	...new Set(
		[...text.matchAll(/(?:reply from \S+ \[|bytes from )((?:[\da-f]{2}:){5}[\da-f]{2})/gi)].map(
			([, hardware = '']) => hardware.toLowerCase(),
		),
	),
];
