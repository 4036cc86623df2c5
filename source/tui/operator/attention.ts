/**
Rings the bell, and hands the words to terminals that can show them on the desktop (OSC 9); others pass over that.

@param says - one line
*/
export const attention = (says: string): string =>
	`\u0007\u001B]9;${says.replaceAll(/\p{Cc}+/gu, ' ')}\u0007`;
