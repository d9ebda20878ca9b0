import { formatProblems, type Problem } from '../config/problem.js';
import { say, useColour } from './output.js';

/** Apart from the rest of what is said: to find their lines takes a reader of YAML. */
export function sayProblems(problems: readonly Problem[]): void {
  say(formatProblems(problems, { colour: useColour() }));
}
