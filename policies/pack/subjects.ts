import type { PolicyResource, ResourceValidationArgs } from "@pulumi/policy";
import { Reader } from "../contract/reader.ts";
import type { Subject } from "../contract/subject.ts";
import type { Fields } from "../contract/values.ts";
import { fieldsOf } from "./properties.ts";

const nothing = new Reader({});

/** Reads properties when a rule asks for them: most rules ask for none of a resource. */
function lazily(props: () => Fields): () => Reader {
  let reader: Reader | undefined;
  return () => {
    reader ??= new Reader(fieldsOf(props()));
    return reader;
  };
}

/** A resource as the SDK has it when it is about to be created or changed: with its inputs, and without knowing the others. */
export function subjectOf({ urn, type, name, opts, props }: ResourceValidationArgs): Subject {
  const inputs = lazily(() => props);
  return {
    ...{ urn, type, name, parent: opts.parent, isProtected: opts.protect, sources: {}, outputs: nothing },
    get inputs() {
      return inputs();
    },
  };
}

/**
 * A resource as the SDK has it at the end, with its outputs.
 *
 * @param inputs - Those that it had before, as outputs do not say what a program has left out. @default its outputs
 */
export function stackSubjectOf(resource: PolicyResource, inputs: Fields = resource.props): Subject {
  const { urn, type, name, opts, parent, props } = resource;
  const [given, answered] = [lazily(() => inputs), lazily(() => props)];
  const sources = Object.entries(resource.propertyDependencies).map(([property, from]) => {
    return [property, from.map((source) => source.urn)] as const;
  });
  return {
    ...{ urn, type, name, parent: parent?.urn, isProtected: opts.protect, sources: Object.fromEntries(sources) },
    get inputs() {
      return given();
    },
    get outputs() {
      return answered();
    },
  };
}
