import {helpText, versionText} from '../../ipvsadm/help.ts';
import {failureText} from '../../ipvsadm/kernel-error.ts';
import {changeKindAt, type Changes} from '../../model/change-roll.ts';
import type {DirectorInfo} from '../../model/director.ts';
import type {Result} from '../../model/failure.ts';
import {list, save} from './list.ts';
import type {Session, Understood} from './session.ts';

/** Everything but --restore, which would perform others. */
export type Command = Exclude<Understood, {kind: 'restore'}>;

/** Commands that are answered without IPVS. */
export type Answer = Extract<Command, {kind: 'help' | 'version' | 'refused'}>;

/** Does what a command line asks for and returns the exit code. */
export const perform = async (
	command: Command,
	session: Session,
	info: DirectorInfo,
): Promise<number> => {
	switch (command.kind) {
		case 'change':
			return reportChanges(
				session,
				[command.change],
				await session.client.change([command.change]),
			);
		case 'list':
			return list(command.list, session, info);
		case 'save':
			return save(command.isNumeric, session);
		default:
			return answer(command, session);
	}
};

export const answer = (
	command: Answer,
	{program, stdout, stderr}: Pick<Session, 'program' | 'stdout' | 'stderr'>,
): number => {
	switch (command.kind) {
		case 'help':
			stdout(helpText(program));
			return 0;
		case 'version':
			stdout(versionText);
			return 0;
		case 'refused':
			stderr(command.stderr);
			return command.exit;
	}
};

/** One line for each change that was refused; returns the exit code of the last one. */
export const reportChanges = (
	{stderr}: Pick<Session, 'stderr'>,
	changes: Changes,
	results: readonly Result<undefined>[],
): number => {
	results.forEach((result, index) => {
		const kind = result.ok ? undefined : changeKindAt(changes, index);
		if (!result.ok && kind !== undefined) {
			stderr(`${failureText(result.failure, kind)}\n`);
		}
	});
	return results.at(-1)?.ok === false ? refusedByKernel : 0;
};

const refusedByKernel = 255;
