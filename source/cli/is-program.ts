import {accessSync, constants} from 'node:fs';

/** Whether this user can execute a file. */
export const isProgram = (path: string): boolean => {
	try {
		accessSync(path, constants.X_OK);
		return true;
	} catch {
		return false;
	}
};
