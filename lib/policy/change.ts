import type { Fleet } from '../config/declaration.js';

/** Two states of all declarations: where a change starts, and where it leads. */
export interface Change {
  readonly before: Fleet;
  readonly after: Fleet;
}
