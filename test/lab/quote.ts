/** A word that the shell reads as it is. */
export const quote = (text: string) => `'${text.replaceAll("'", `'\\''`)}'`;
