import { linkVariable } from "../../spec/environment/link-variable.ts";
import type { TableLayout } from "../../spec/index.ts";
import type { Environment, OpenLink } from "../links.ts";

/** The address of a linked resource: a string in the environment. @throws FourfoldError `ERR_LINK` */
export function addressOf({ name, kind, fail }: OpenLink, environment: Environment): string {
  const variable = linkVariable(name);
  const address = environment[variable];
  if (typeof address === "string" && address !== "") return address;
  throw fail(`${variable} does not say where the ${kind} "${name}" is.`);
}

/** What the environment says of a linked resource, as JSON. @throws FourfoldError `ERR_LINK` */
function describedBy<T>(link: OpenLink, environment: Environment): T {
  const described = addressOf(link, environment);
  try {
    return JSON.parse(described);
  } catch (cause) {
    throw link.fail(`${linkVariable(link.name)} of link "${link.name}" is not valid JSON.`, cause);
  }
}

/** The address of a linked topic, and the properties of an item that travel beside it. */
export interface TopicAddress {
  readonly address?: string;
  readonly attributes: readonly string[];
}

/** @throws FourfoldError `ERR_LINK` */
export const topicAddressOf = <T extends TopicAddress>(link: OpenLink, environment: Environment): T =>
  describedBy(link, environment);

/** Where a linked table is, and by what its items are found. */
export interface TableAddress {
  /** The name, the address, or the name of the binding. */
  readonly address: string;
  readonly layout: TableLayout;
}

/** @throws FourfoldError `ERR_LINK` */
export const tableAddressOf = (link: OpenLink, environment: Environment): TableAddress =>
  describedBy(link, environment);
