/** What the program around the screens does for them. Whatever a screen needs from outside is handed in here, and nowhere else. */
export type Ports = {
	/** Carries out a line of the command line; its outcome comes back as a sentence. */
	readonly runLine?: ((line: string) => Promise<string>) | undefined;
};
