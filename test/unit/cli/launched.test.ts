import {expect, test} from 'vitest';
import {takeLaunch} from '../../../source/cli/launched.ts';

const main = '/opt/ipvs-tui/dist/main.js';

test('what the launcher put before the arguments is known and gone', () => {
	const argv = ['node', main, '--launched', '/sbin/ipvsadm', 'NAME', '-Ln', '--launched'];
	expect(takeLaunch(argv)).toEqual({
		path: '/sbin/ipvsadm',
		argv0: 'NAME',
		onBrokenPipe: 'ends',
	});
	expect(argv).toEqual(['node', main, '-Ln', '--launched']);
});

test('a caller that ignores SIGPIPE is known', () => {
	const argv = ['node', main, '--launched-without-sigpipe', '/sbin/ipvsadm', ''];
	expect(takeLaunch(argv)).toMatchObject({argv0: '', onBrokenPipe: 'fails'});
	expect(argv).toEqual(['node', main]);
});

test('ipvsadm has no such word, nor is it one elsewhere', () => {
	for (const argv of [
		['node', '/sbin/ipvsadm', '--launched', 'a', 'b'],
		['node', main, '-Ln', '--launched', 'a', 'b'],
		['node', main, '--launched', 'a'],
		['node', main],
	]) {
		const before = [...argv];
		expect(takeLaunch(argv)).toBeUndefined();
		expect(argv).toEqual(before);
	}
});
