import { type FoundationBuilder, requireArgs } from "./index.ts";

/** An account, its name under workers.dev: what Workers need of Cloudflare is there already. */
export const build: FoundationBuilder = (_self, { where, args }) => {
  const { accountId, workersSubdomain } = requireArgs(args.cloudflare, "cloudflare", where);
  return { id: accountId, attributes: { accountId, workersSubdomain }, nodes: {} };
};
