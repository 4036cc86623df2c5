import type {WordName} from '../route.ts';
import type {Word} from './word.ts';

/** Our own words. Each loads what it needs when it is called, so that a short one starts fast. */
export const words = {
	tui: async call => (await import('../terminal-program.ts')).runTerminalProgram(call),
	save: async call => (await import('./save.ts')).runSave(call),
	restore: async call => (await import('./restore.ts')).runRestore(call),
	apply: async call => (await import('./apply.ts')).runApply(call),
	diff: async call => (await import('./diff.ts')).runDiff(call),
	import: async call => (await import('./import.ts')).runImport(call),
	list: async call => (await import('./lists.ts')).runList(call),
	stats: async call => (await import('./lists.ts')).runStats(call),
	connections: async call => (await import('./lists.ts')).runConnections(call),
	doctor: async call => (await import('./doctor.ts')).runDoctor(call),
	simulate: async call => (await import('../simulation.ts')).runSimulate(call),
	config: async call => (await import('../terminal-program.ts')).runConfigWord(call),
	setup: async call => (await import('./setup.ts')).runSetup(call),
	care: async call => (await import('./care.ts')).runCare(call),
	drain: async call => (await import('./drain.ts')).runDrain(call),
	return: async call => (await import('./return.ts')).runReturn(call),
	'install-links': async call => (await import('../install-links.ts')).runInstallLinks(call),
	guard: async call => (await import('./guard.ts')).runGuard(call),
	completion: async call => (await import('./completion.ts')).runCompletion(call),
} as const satisfies Record<WordName, Word>;
