import { UnknownValueError } from "@pulumi/policy";
import { hiddenSecret } from "../../kit/cost/resources/marks.ts";
import { encrypted, type Fields, Secret, unknown } from "../contract/values.ts";

/** Reads a property that Pulumi's SDK may refuse to give: it throws for each that is not known yet, and so would end a whole policy. */
function readOne(read: () => unknown): unknown {
  try {
    return plainly(read());
  } catch (error) {
    if (error instanceof UnknownValueError) return unknown;
    throw error;
  }
}

const isObject = (value: unknown): value is Fields => typeof value === "object" && value !== null;

function plainly(value: unknown): unknown {
  // `pulumi policy analyze --file` hands it over where a secret is encrypted. Otherwise the SDK does not tell what is one.
  if (value === hiddenSecret) return new Secret(encrypted);
  if (Array.isArray(value)) return Array.from({ length: value.length }, (_, index) => readOne(() => value[index]));
  return isObject(value) ? fieldsOf(value) : value;
}

/** Properties as Pulumi's SDK hands them to a policy, with what is not known yet as {@link unknown}. */
export function fieldsOf(props: Fields): Fields {
  return Object.fromEntries(Object.keys(props).map((name) => [name, readOne(() => props[name])]));
}

function pricedly(value: unknown): unknown {
  if (value instanceof Secret) return unknown;
  if (Array.isArray(value)) return value.map(pricedly);
  return isObject(value) ? pricedFields(value) : value;
}

/** The same as estimates read them, in which a secret is not known. */
export const pricedFields = (fields: Fields): Fields =>
  Object.fromEntries(Object.entries(fields).map(([name, value]) => [name, pricedly(value)]));
