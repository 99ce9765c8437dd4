import type { PolicyResource, ResourceValidationArgs } from "@pulumi/policy";
import type { CostedResource } from "../../kit/cost/resources/resource.ts";
import { idsOf } from "../../kit/cost/resources/states.ts";
import { canonicalType } from "../../kit/cost/resources/types.ts";
import { Reader } from "../contract/reader.ts";
import type { Subject } from "../contract/subject.ts";
import type { Fields } from "../contract/values.ts";
import { fieldsOf, pricedFields } from "./properties.ts";

const nothing = new Reader({});

/** Makes something when it is asked for. */
function once<T>(make: () => T): () => T {
  let made: { readonly value: T } | undefined;
  return () => {
    made ??= { value: make() };
    return made.value;
  };
}

/** Takes properties from the SDK when a rule asks for them, and once: most rules ask for none of a resource. */
export const lazyFields = (props: Fields): (() => Fields) => once(() => fieldsOf(props));

/** Reads properties when a rule asks for them. */
const lazily = (fields: () => Fields): (() => Reader) => once(() => new Reader(fields()));

/** The URNs that each property has its value from. */
const sourcesOf = ({ propertyDependencies }: PolicyResource): Subject["sources"] =>
  Object.fromEntries(
    Object.entries(propertyDependencies).map(([property, from]) => [property, from.map(({ urn }) => urn)]),
  );

/** A resource as the SDK has it when it is about to be created or changed: with its inputs, and without knowing the others. */
export function subjectOf(
  { urn, type, name, opts, props }: ResourceValidationArgs,
  fields: () => Fields = lazyFields(props),
): Subject {
  const inputs = lazily(fields);
  return {
    ...{ urn, type: canonicalType(type), name, parent: opts.parent },
    ...{ isProtected: opts.protect, sources: {}, outputs: nothing },
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
export function stackSubjectOf(resource: PolicyResource, inputs: () => Fields = lazyFields(resource.props)): Subject {
  const { urn, type, name, opts, parent, props } = resource;
  const [given, answered] = [lazily(inputs), lazily(lazyFields(props))];
  return {
    ...{ urn, type: canonicalType(type), name, parent: parent?.urn },
    ...{ isProtected: opts.protect, sources: sourcesOf(resource) },
    get inputs() {
      return given();
    },
    get outputs() {
      return answered();
    },
  };
}

/** The same, as estimates see it. Most types cost nothing, and then nothing of them is read. */
export function costedOf(resource: PolicyResource, inputs: () => Fields = lazyFields(resource.props)): CostedResource {
  const { urn, type, name, parent, props, provider } = resource;
  const ids = once(() => {
    const outputs = fieldsOf(props);
    return idsOf({ id: outputs.id, outputs });
  });
  const configuration = once(() => provider && pricedFields(fieldsOf(provider.props)));
  const priced = once(() => pricedFields(inputs()));
  return {
    ...{ urn, type: canonicalType(type), name, parent: parent?.urn, sources: sourcesOf(resource) },
    get inputs() {
      return priced();
    },
    get ids() {
      return ids();
    },
    get provider() {
      return configuration();
    },
  };
}
