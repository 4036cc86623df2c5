import type {TuiState} from '../store/state.ts';
import type {Screen} from './screen.ts';
import {connectionsScreen} from './connections/screen.ts';
import {detailScreen} from './detail/screen.ts';
import {doctorScreen} from './doctor/screen.ts';
import {logScreen} from './log/screen.ts';
import {rulesScreen} from './rules/screen.ts';
import {servicesScreen} from './services/screen.ts';
import {syncScreen} from './sync/screen.ts';

/** The screens in the order of their digits. A new one is a folder and a row here. */
export const screens: readonly [Screen, ...Screen[]] = [
	servicesScreen,
	detailScreen,
	connectionsScreen,
	doctorScreen,
	rulesScreen,
	syncScreen,
	logScreen,
];

/** The screen that is shown. */
export const screenOf = ({view}: TuiState): Screen =>
	screens.find(({name}) => name === view) ?? screens[0];
