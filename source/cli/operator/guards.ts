import {spawn} from 'node:child_process';
import type {GuardOrder, Guards} from '../../operator/guard.ts';
import type {Environment} from '../state-folder.ts';
import {claim, guardPath, orderIn, ordersIn, removeClaimed, writeOrder} from './guard-folder.ts';

export type Starting = {
	/** This program, up to where its own arguments begin. */
	readonly program: readonly string[];
	/** What says which director: `--netns blue`. */
	readonly leading: readonly string[];
	readonly environment: Environment;
};

/** Guards as processes of their own, in sessions of their own. */
export const openGuards = ({program, leading, environment}: Starting): Guards => {
	const director = leading.join(' ');
	const pathOf = (id: string): string => guardPath(environment, id);
	return {
		arm: async order => {
			const path = pathOf(order.id);
			const problem =
				writeOrder(path, {...order, director}) ??
				(await start([...program, ...leading, 'guard', path], environment));
			if (problem !== undefined && claim(path, 'confirmed')) {
				removeClaimed(path, 'confirmed');
			}
			return problem;
		},
		amend: async (order: GuardOrder) => {
			const path = pathOf(order.id);
			return orderIn(path) === undefined
				? `the guard for ${order.what} is over already`
				: writeOrder(path, {...order, director});
		},
		confirm: async id => {
			if (!claim(pathOf(id), 'confirmed')) {
				return 'too late';
			}
			removeClaimed(pathOf(id), 'confirmed');
			return 'confirmed';
		},
		waiting: () =>
			ordersIn(environment).filter(
				order => order.director === director && order.deadline > Date.now(),
			),
	};
};

/** Resolves when the guard says that it is armed; a sentence when it does not. */
const start = async (
	[file = '', ...words]: readonly string[],
	environment: Environment,
): Promise<string | undefined> => {
	const {promise, resolve} = Promise.withResolvers<string | undefined>();
	const child = spawn(file, words, {
		detached: true,
		// Nothing of the terminal stays open in it, and its folder can be unmounted.
		cwd: '/',
		stdio: ['ignore', 'pipe', 'pipe'],
		env: {...environment},
	});
	let said = '';
	let complaint = '';
	child.stdout.setEncoding('utf8').on('data', (text: string) => {
		said += text;
		if (said.includes('armed\n')) {
			resolve(undefined);
		}
	});
	child.stderr.setEncoding('utf8').on('data', (text: string) => (complaint += text));
	child.once('error', error => resolve(`no guard can be started: ${error.message}`));
	// Not before everything is read that it said.
	child.once('close', code =>
		resolve(`the guard ended at once: ${complaint.trim() || `exit code ${code}`}`),
	);
	const timer = setTimeout(() => {
		child.kill('SIGKILL');
		resolve('the guard did not start in time');
	}, patience);
	const problem = await promise;
	clearTimeout(timer);
	child.removeAllListeners();
	child.stdout.destroy();
	child.stderr.destroy();
	child.unref();
	return problem;
};

/** Milliseconds; a busy machine starts a process slowly. */
const patience = 60_000;
