import type { Subject } from "./subject.ts";

/** The resources of a stack, and how they are connected. */
export interface Program {
  readonly subjects: readonly Subject[];
  /** Those of a type. */
  all(type: string): readonly Subject[];
  /** The components that a resource is in, from the inside out. */
  around(subject: Subject): readonly Subject[];
  /** The resources of a type that a property names. */
  targets(subject: Subject, property: string, type: string): readonly Subject[];
  /** The resources of a type with a property that names a resource. */
  users(subject: Subject, type: string, property: string): readonly Subject[];
}

/** The properties that others name a resource by, where a program writes them as a text. */
const ownNames = ["id", "arn", "name", "bucket", "url", "accountName", "namespaceName", "email"] as const;

const namesOf = ({ inputs, outputs }: Subject): ReadonlySet<string> =>
  new Set(ownNames.flatMap((name) => [inputs.known(name) ?? [], outputs.known(name) ?? []].flat()));

/** The resources of a type, by what one of their properties names: URNs, and texts. */
function byReference(subjects: readonly Subject[], property: string): ReadonlyMap<string, readonly Subject[]> {
  const [top = property] = property.split(".");
  const found = new Map<string, Subject[]>();
  for (const subject of subjects) {
    const text = subject.inputs.known(property);
    for (const key of new Set([...(subject.sources[top] ?? []), ...(text === undefined ? [] : [text])])) {
      const others = found.get(key);
      if (others === undefined) found.set(key, [subject]);
      else others.push(subject);
    }
  }
  return found;
}

/** Makes something once for each key, when it is asked for. */
function remembering<Key, T>(make: (key: Key) => T): (key: Key) => T {
  const made = new Map<Key, T>();
  return (key) => {
    const known = made.get(key);
    if (known !== undefined) return known;
    const value = make(key);
    made.set(key, value);
    return value;
  };
}

/**
 * Finds connections by the URNs that each property has its value from, so that ids need not be known yet, and by names that a program
 * has written as texts.
 */
export function programOf(subjects: readonly Subject[]): Program {
  const byUrn = new Map(subjects.map((subject) => [subject.urn, subject]));
  const byType = Map.groupBy(subjects, ({ type }) => type);
  const all = (type: string): readonly Subject[] => byType.get(type) ?? [];
  const names = remembering(namesOf);
  const byName = remembering((type: string) => {
    const named = all(type).flatMap((subject) => [...names(subject)].map((name) => [name, subject] as const));
    return Map.groupBy(named, ([name]) => name);
  });
  const references = remembering((key: string) => {
    const [type = "", property = ""] = key.split(" ");
    return byReference(all(type), property);
  });
  return {
    subjects,
    all,
    around(subject) {
      // A set, as nothing but the engine keeps parents from leading back to where they came from.
      const found = new Set<Subject>();
      let parent = subject.parent === undefined ? undefined : byUrn.get(subject.parent);
      while (parent !== undefined && !found.has(parent)) {
        found.add(parent);
        parent = parent.parent === undefined ? undefined : byUrn.get(parent.parent);
      }
      return [...found];
    },
    targets(subject, property, type) {
      const [top = property] = property.split(".");
      const sources = (subject.sources[top] ?? []).flatMap((urn) => byUrn.get(urn) ?? []);
      const text = subject.inputs.known(property);
      const named = text === undefined ? [] : (byName(type).get(text) ?? []).map(([, target]) => target);
      return [...new Set([...sources.filter((target) => target.type === type), ...named])];
    },
    users(subject, type, property) {
      const index = references(`${type} ${property}`);
      return [...new Set([subject.urn, ...names(subject)].flatMap((key) => index.get(key) ?? []))];
    },
  };
}
