import {useSyncExternalStore} from 'react';
import type {Source} from '../../sampler/store.ts';

/** The present value of a source; draws again when it changes. */
export const useSource = <Value>({get, subscribe}: Source<Value>): Value =>
	useSyncExternalStore(subscribe, get, get);
