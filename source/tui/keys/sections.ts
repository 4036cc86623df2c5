import type {KeyBinding} from './binding.ts';

/** Bindings that are explained under one heading. */
export type KeySection = {readonly title: string; readonly bindings: readonly KeyBinding[]};
