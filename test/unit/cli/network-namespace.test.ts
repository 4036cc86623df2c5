import {expect, test} from 'vitest';
import {namespacePath, namespaceProblem} from '../../../source/cli/network-namespace.ts';

test.each([
	['web', '/var/run/netns/web'],
	['web7', '/var/run/netns/web7'],
	['4711', '/proc/4711/ns/net'],
	['/run/docker/netns/ingress_sbox', '/run/docker/netns/ingress_sbox'],
	['./4711', './4711'],
])('%s', (place, path) => {
	expect(namespacePath(place)).toBe(path);
});

test('what is no namespace is one sentence', () => {
	expect(namespaceProblem('/proc/self/ns/net')).toBeUndefined();
	expect(namespaceProblem('/nowhere/web')).toBe('there is no network namespace at /nowhere/web');
	expect(namespaceProblem('/etc/passwd/web')).toBe(
		'there is no network namespace at /etc/passwd/web',
	);
	expect(namespaceProblem('/etc/passwd')).toBe('/etc/passwd is no network namespace');
});
