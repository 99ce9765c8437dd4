import type { CostedResource, Fields } from "../../../kit/cost/resources/resource.ts";
import { resourceOf, sourcesOf } from "./program.ts";

/** A GB in KB. */
export const gigabyte = 1_024 ** 2;

/** The hours of a month. */
export const month = 730;

/** A type of AWS, whose last part is its name: `sqs/queue` is `aws:sqs/queue:Queue`. */
export function typeOf(token: string): string {
  const [, name = ""] = token.split("/");
  return `aws:${token}:${name.charAt(0).toUpperCase()}${name.slice(1)}`;
}

/** The resource that a test is about. */
export const one = (token: string, inputs: Fields = {}): CostedResource =>
  resourceOf(typeOf(token), "one", { region: "us-east-1", ...inputs });

/** Another resource, with a property that has its value from the first. */
export const user = (token: string, property: string, inputs: Fields = {}): CostedResource =>
  resourceOf(typeOf(token), "user", { region: "us-east-1", ...inputs }, { sources: sourcesOf({ [property]: "one" }) });
