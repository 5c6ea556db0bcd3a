/** Somebody who may be named as the owner of an action. */
export interface NamedPerson {
  /** As in a turn's `speaker`. */
  readonly id: string;
  readonly name: string;
}

const honorific =
  '(?:\\s?(?:님|씨|군|양|선배|교수님?|선생님?|팀장님?|대리님?|과장님?|차장님?|부장님?|이사님?|실장님?|매니저님?|책임님?|선임님?))';
/** What may stand behind a Korean name instead of a title, so that it is no part of another word. */
const particle = '(?:이가|이는|이|가|은|는|께서|에게|한테|도|와|과|랑|을|를|야|아|[,\\s]|$)';
const koreanName = /^[가-힣]{2,4}$/u;

/** A name in a sentence. */
export interface NameFound {
  readonly person: NamedPerson;
  readonly at: number;
}

/**
 * Where people are named, in order: by their whole name, their first one, and in Korean with a
 * title or a particle. A first name of two people names nobody.
 */
export function findNames(sentence: string, people: readonly NamedPerson[]): NameFound[] {
  const found: NameFound[] = [];
  for (const person of people) {
    const at = formsOf(person, people)
      .map((form) => new RegExp(form, 'iu').exec(sentence))
      .reduce<number | null>((first, match) => {
        if (match === null) return first;
        return first === null ? match.index : Math.min(first, match.index);
      }, null);
    if (at !== null) found.push({ person, at });
  }
  return found.toSorted((a, b) => a.at - b.at);
}

/** Whether the sentence begins or ends with a name that is called: "Ben, can you", "…, Ben?". */
export function findCalled(sentence: string, people: readonly NamedPerson[]): NamedPerson | null {
  for (const person of people) {
    for (const form of formsOf(person, people)) {
      const called = new RegExp(
        `^(?:(?:and|so|okay|ok|hey|then|also|그럼|그러면|그리고)[,\\s]+)*${form}\\s*,|,\\s*${form}\\s*[?.!]*$`,
        'iu',
      );
      if (called.test(sentence)) return person;
    }
  }
  return null;
}

function formsOf({ id, name }: NamedPerson, people: readonly NamedPerson[]): string[] {
  const whole = name.trim();
  if (whole === '') return [];
  if (koreanName.test(whole)) {
    const given = whole.length > 2 ? whole.slice(1) : null;
    const isUnique =
      given !== null && !people.some((other) => other.id !== id && other.name.endsWith(given));
    const names = given !== null && isUnique ? [whole, given] : [whole];
    return names.map((each) => `(?<![가-힣])${each}(?:${honorific}|(?=${particle}))`);
  }
  const first = whole.split(/\s+/u)[0] ?? whole;
  const isUnique = !people.some(
    (other) =>
      other.id !== id && (other.name.split(/\s+/u)[0] ?? '').toLowerCase() === first.toLowerCase(),
  );
  const names = isUnique && first.length > 1 ? [whole, first] : [whole];
  return names.map((each) => `(?<![\\p{L}\\p{N}])${escaped(each)}(?![\\p{L}\\p{N}])`);
}

function escaped(text: string): string {
  return text.replace(/[.*+?^${}()|[\]\\]/gu, '\\$&');
}
