import { FourfoldError, linkVariable } from "fourfold";
import type { Contribution, Link, LinkKind } from "./contribution.ts";

/** A param is known at deployment: its value travels in the environment, and needs no permission. */
function contribute({ resource, value, where }: Link): Contribution {
  if (value !== undefined) return { environment: { [linkVariable(resource)]: value } };
  throw new FourfoldError("ERR_BIND", {
    where,
    what: "a param has a value, and this one has none.",
    fix: "Pass `value` with the link, or `params` to a FunctionSet.",
  });
}

export const param: LinkKind = { aws: contribute, gcp: contribute, azure: contribute, cloudflare: contribute };
