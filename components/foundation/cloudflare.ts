import { type FoundationBuilder, requireArgs } from "./plan.ts";

/** An account, and its name under workers.dev: what Workers need on Cloudflare exists already. */
export const build: FoundationBuilder<object, object> = (_self, { where, args }) => {
  const { accountId, workersSubdomain } = requireArgs(args.cloudflare, "cloudflare", where);
  return { id: accountId, attributes: { accountId, workersSubdomain }, nodes: {} };
};
