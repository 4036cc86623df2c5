import type {Ran} from '../../../../source/host/reach.ts';
import {failure, loadModule, success, type SimulatedState} from './simulated-state.ts';

/** The program ip, as far as it is asked. */
export const ipProgram = (state: SimulatedState) => {
	const ip = (words: readonly string[], input: string): Ran => {
		const line = words.filter(word => word !== '-6').join(' ');
		const [object, verb, ...rest] = line.split(' ');
		if (line === '-j -d address') {
			return success(
				JSON.stringify(
					[...state.links].map(([ifname, {kind, isUp, addresses}]) => ({
						ifname,
						flags: isUp ? ['UP'] : [],
						linkinfo: {info_kind: kind},
						addr_info: addresses.map(each => ({
							local: each.split('/')[0],
							prefixlen: Number(each.split('/')[1]),
						})),
					})),
				),
			);
		}
		if (words.includes('-batch')) {
			return success(routesFor(input));
		}
		if (line.startsWith('route show table local')) {
			return success(
				words.includes('-6')
					? ''
					: [...state.routes]
							.map(each => `local ${each.replace(' ', ' dev ')} scope host\n`)
							.join(''),
			);
		}
		if (line.startsWith('-j ')) {
			return success('[]');
		}
		const [name = ''] = rest;
		const device = rest[rest.indexOf('dev') + 1] ?? '';
		const link = state.links.get(device);
		switch (`${object} ${verb}`) {
			case 'link add':
				loadModule(state, 'dummy');
				if (state.links.has(name)) {
					return failure('RTNETLINK answers: File exists');
				}
				state.links.set(name, {kind: 'dummy', isUp: false, addresses: []});
				return success();
			case 'link set':
				state.links.set(name, {
					...(state.links.get(name) ?? {kind: '', addresses: []}),
					isUp: true,
				});
				return success();
			case 'link del':
				return state.links.delete(name) ? success() : failure('Cannot find device');
			case 'address add':
				if (link === undefined || link.addresses.includes(name)) {
					return failure('RTNETLINK answers: File exists');
				}
				link.addresses.push(name);
				return success();
			case 'address del':
				if (link === undefined || !link.addresses.includes(name)) {
					return failure('RTNETLINK answers: Cannot assign requested address');
				}
				link.addresses.splice(link.addresses.indexOf(name), 1);
				return success();
			case 'route add':
				state.routes.add(`${rest[1]?.replace(/\/\d+$/, '')} ${device}`);
				return success();
			case 'route del':
				return state.routes.delete(`${rest[1]?.replace(/\/\d+$/, '')} ${device}`)
					? success()
					: failure('No such process');
			default:
				return failure(`ip: not understood: ${line}`);
		}
	};

	const isLocal = (address: string): boolean =>
		[...state.links.values()].some(({addresses}) =>
			addresses.some(each => each.split('/')[0] === address),
		) ||
		[...state.routes].some(each => each.startsWith(`${address} `)) ||
		address.startsWith('127.');

	const routesFor = (input: string): string =>
		input
			.trim()
			.split('\n')
			.map(line => line.replace('route get ', ''))
			.map(dst =>
				JSON.stringify([
					isLocal(dst) ? {type: 'local', dst} : {dst, dev: 'eth0', prefsrc: '198.51.100.9'},
				]),
			)
			.join('\n');

	return ip;
};
