import {execFile} from 'node:child_process';
import type {Client} from '../../client/client.ts';
import {jsonReport, type JsonReport} from '../../doctor/report-json.ts';
import {keptOpen} from '../kept-open.ts';
import {namespacePath} from '../network-namespace.ts';
import type {Wanted} from '../route.ts';
import {examineDirector, runningDirector} from './examine-director.ts';

type Here = {readonly wanted: Wanted; readonly client: Client};
type Wish = {readonly arp: boolean; readonly probe: boolean};
type Examine = (wish: Wish) => Promise<JsonReport | string>;

/** Examines the director of a program that goes on, and its host. */
export const examineHere =
	({wanted, client}: Here): Examine =>
	async wish => {
		if (wanted.networkNamespace !== undefined) {
			return examineInside(wanted.networkNamespace, wish);
		}
		const director = await runningDirector({
			wanted,
			open: async () => keptOpen(client),
		});
		return typeof director === 'string'
			? director
			: jsonReport(await examineDirector(director, {wanted}, wishesOf(wish)));
	};

/** Who opens a screen may not know that it sends something. */
const wishesOf = ({arp, probe}: Wish) => ({
	arp,
	noProbe: probe ? undefined : '^r opens a connection to each',
});

/** Only a process in the namespace sees it: the word `doctor` of this program, started there. */
const examineInside = async (place: string, {arp, probe}: Wish): Promise<JsonReport | string> => {
	if (process.geteuid?.() !== 0) {
		return 'only root can examine another network namespace: run with sudo';
	}
	const [script = ''] = process.argv.slice(1);
	const program = [process.execPath, ...process.execArgv, script, 'doctor', '--json'];
	const options = [...(arp ? ['--arp'] : []), ...(probe ? [] : ['--no-probe'])];
	const argv = [`--net=${namespacePath(place)}`, '--', ...program, ...options];
	return new Promise(resolve => {
		execFile('nsenter', argv, {maxBuffer: mostOutput}, (error, stdout, stderr) => {
			if (error?.code === ('ENOENT' as unknown)) {
				resolve('the program nsenter (util-linux) is not there');
				return;
			}
			try {
				resolve(JSON.parse(stdout) as JsonReport);
			} catch {
				resolve(stderr.trim().split('\n').at(-1) || 'the examination ended without a report');
			}
		});
	});
};

const mostOutput = 16 * 1024 * 1024;
