import { linkVariable } from "fourfold";
import type { Contribution, Link, LinkKind } from "./contribution.ts";

/** A param is known at deployment: its value travels in the environment, and needs no permission. */
function contribute({ resource, value }: Link): Contribution {
  return value === undefined ? {} : { environment: { [linkVariable(resource)]: value } };
}

export const param: LinkKind = { aws: contribute, gcp: contribute, azure: contribute, cloudflare: contribute };
