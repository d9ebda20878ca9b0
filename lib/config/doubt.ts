import { isObject, type Path } from '../kubernetes/json.js';

/**
 * Notices what a verdict rests on. Some values are in doubt while declarations are faulty: nobody knows what they will
 * be once the fault is mended. Reading one raises the doubt, and what is judged from then on is not said, as it may
 * not hold any more. Each question starts without the doubts of the one before: what it says cannot rest on what
 * another has read, as long as nothing but facts goes from one to the next.
 */
export class Doubt {
  private raised = false;

  /** Whether something in doubt was read since the question was asked. */
  get isRaised(): boolean {
    return this.raised;
  }

  raise(): void {
    this.raised = true;
  }

  /** A question of its own. */
  ask<T>(question: () => T): T {
    const before = this.raised;
    try {
      return question();
    } finally {
      this.raised = before;
    }
  }

  /** What is found without reading anything in doubt: undefined where nothing is. */
  certain<T>(question: () => T): T | undefined {
    return this.ask(() => {
      this.raised = false;
      const found = question();
      return this.raised ? undefined : found;
    });
  }

  /** Makes a question of its own of each round of a loop, what the next item is included. */
  *each<T>(items: Iterable<T>): Generator<T, void, undefined> {
    const before = this.raised;
    try {
      for (const item of items) {
        yield item;
        this.raised = before;
      }
    } finally {
      this.raised = before;
    }
  }

  /** As `each`, for a map: that it has a key is certain where only its value is in doubt. */
  *entries<T>(map: Readonly<Record<string, T>>): Generator<[key: string, value: T], void, undefined> {
    for (const key of this.each(Object.keys(map))) yield [key, map[key] as T];
  }

  /** Worked out once, however often it is asked for, and every time as doubtful as it was then. */
  once<T>(work: () => T): () => T {
    let known: { value: T; doubtful: boolean } | undefined;
    return () => {
      known ??= this.ask(() => {
        this.raised = false;
        return { value: work(), doubtful: this.raised };
      });
      if (known.doubtful) this.raise();
      return known.value;
    };
  }

  /** The same object but for the value at `path`: reading it, be it there or not, raises the doubt. */
  cast<T extends object>(object: T, [key, ...rest]: Path): T {
    if (key === undefined) return object;
    const known = Object.getOwnPropertyDescriptor(object, key);
    // What is in doubt as a whole is so in each of its parts.
    if (known?.get !== undefined) return object;
    const copy: T = Object.defineProperties(Object.create(Object.prototype), Object.getOwnPropertyDescriptors(object));
    const value: unknown = known?.value;
    if (rest.length > 0 && isObject(value))
      return Object.defineProperty(copy, key, { ...known, value: this.cast(value, rest) });
    return Object.defineProperty(copy, key, {
      get: () => {
        this.raise();
        return value;
      },
      // Where it is not there, whoever copies the fields meets it still.
      enumerable: true,
      configurable: true,
    });
  }
}
