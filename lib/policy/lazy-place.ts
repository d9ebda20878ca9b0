import type { Place, SourceFile, Span } from '../config/source.js';
import type { Path } from '../kubernetes/json.js';

/**
 * Places that are worked out when a report first asks for one of them, and then all that are known by that time together:
 * what has to be parsed or rendered for one is done for the others as well, once. Most findings are never shown.
 */
export class LazyPlaces<Question> {
  private readonly answer: (questions: readonly Question[]) => readonly Place[];
  private asked: { readonly question: Question; readonly place: LazyPlace }[] = [];

  /** `answer` gives a place for each question, in their order. */
  constructor(answer: (questions: readonly Question[]) => readonly Place[]) {
    this.answer = answer;
  }

  ask(question: Question): Place {
    const place = new LazyPlace(() => this.findAll());
    this.asked.push({ question, place });
    return place;
  }

  private findAll(): void {
    const asked = this.asked;
    this.asked = [];
    const found = this.answer(asked.map(({ question }) => question));
    for (const [index, { place }] of asked.entries()) place.found = found[index];
  }
}

class LazyPlace implements Place {
  found: Place | undefined;
  private readonly find: () => void;

  constructor(find: () => void) {
    this.find = find;
  }

  private get place(): Place {
    if (this.found === undefined) this.find();
    return this.found as Place;
  }

  get file(): SourceFile {
    return this.place.file;
  }

  get document(): number | undefined {
    return this.place.document;
  }

  get path(): Path | undefined {
    return this.place.path;
  }

  get part(): 'key' | 'value' | undefined {
    return this.place.part;
  }

  get span(): Span | undefined {
    return this.place.span;
  }
}
