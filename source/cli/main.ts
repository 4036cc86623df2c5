import {runProgram} from './program.ts';

/* Starts the program from its sources. What is built starts by launch.ts instead. */
void runProgram().then(code => process.exit(code));
