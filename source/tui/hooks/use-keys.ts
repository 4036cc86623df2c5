import {useInput, usePaste} from 'ink';
import {useEffect, useEffectEvent, useRef} from 'react';
import type {Clock} from '../../sampler/clock.ts';
import {decodeKeys} from '../keys/decode-keys.ts';
import {createEscapeJoiner, type EscapeJoiner} from '../keys/escape-joiner.ts';

/** Calls back with the name of every key, also of those that arrived together or in pieces. */
export const useKeys = (clock: Clock, onKey: (key: string) => void): void => {
	const handle = useEffectEvent(onKey);
	const joiner = useRef<EscapeJoiner>(undefined);
	useEffect(() => {
		const current = createEscapeJoiner(clock, key => handle(key));
		joiner.current = current;
		return () => current.close();
	}, [clock]);
	useInput((input, key) => joiner.current?.push(decodeKeys(input, key)));
};

/** Calls back with pasted text, which is never taken for keys. */
export const useText = (onText: (text: string) => void): void => usePaste(onText);
