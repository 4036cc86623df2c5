import type {Case} from '../case.ts';
import {attributeCases} from './attributes.ts';
import {destinationCases} from './destinations.ts';
import {directorCases} from './director.ts';
import {serviceCases} from './services.ts';

export const allCases: readonly Case[] = [
	...serviceCases,
	...attributeCases,
	...destinationCases,
	...directorCases,
];
