import {expect, test} from 'vitest';
import {createEngine} from '../../../../source/engine/engine.ts';
import {pickDestination} from '../../../../source/engine/schedulers/pick.ts';
import {listServices} from '../../../../source/engine/table.ts';
import {errno} from '../../../../source/wire/ids.ts';
import {command} from '../director.ts';

const service = '-t 192.0.2.1:80';
const words = [0xc6_33_64_07, 0, 0, 0];
const flow = {family: 2, client: words, clientPort: 0, target: words, targetPort: 80};

test('mh takes 4093 destinations, and what comes after finds its table as it is', () => {
	const engine = createEngine({now: () => 0});
	const add = (number: number) => `-a ${service} -r 10.0.${number >> 8}.${number & 255} -m`;
	const numbers = Array.from({length: 4093}, (_, index) => index + 1);
	command(engine, `-A ${service} -s mh\n${numbers.map(add).join('\n')}`);
	const [entry] = listServices(engine.director);
	const before = pickDestination(engine.director, entry!, flow);
	expect(before).toBeDefined();
	expect(command(engine, add(4094))).toEqual([0]);
	expect(pickDestination(engine.director, entry!, flow)).toBe(before);

	// With so many no service begins with it, and the one that it has goes on.
	command(engine, `-E ${service} -s rr`);
	expect(command(engine, `-E ${service} -s mh -p 77`)).toEqual([errno.EINVAL]);
	expect(entry).toMatchObject({scheduler: 'rr', timeout: 0});
	expect(pickDestination(engine.director, entry!, flow)).toBeDefined();
});

test('a service that is deleted and comes again remembers nothing', () => {
	const engine = createEngine({now: () => 0});
	const rules = [
		`-A ${service} -s rr`,
		`-a ${service} -r 10.0.0.1 -m`,
		`-a ${service} -r 10.0.0.2 -m`,
	].join('\n');
	const picks = (count: number) =>
		Array.from(
			{length: count},
			() => pickDestination(engine.director, listServices(engine.director)[0]!, flow)?.address[3],
		);
	command(engine, rules);
	expect(picks(3)).toEqual([2, 1, 2]);
	command(engine, `-D ${service}\n${rules}`);
	expect(picks(3)).toEqual([2, 1, 2]);
});
