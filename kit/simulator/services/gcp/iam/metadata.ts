import { createHash } from "node:crypto";
import { CloudError } from "../../../contract.ts";
import { projectNumber } from "../project.ts";
import type { Tokens } from "./tokens.ts";

/** The account and place that a function runs as and in, as its metadata server reports them. */
export interface RuntimeIdentity {
  readonly email: string;
  readonly project: string;
  readonly region: string;
}

/** A value that is computed on request, or the entries of a folder. */
type Node = ((query: URLSearchParams) => unknown) | { readonly [name: string]: Node };

/** The response of a metadata server. */
export interface MetadataAnswer {
  readonly status: number;
  readonly type: "application/json" | "application/text" | "text/html";
  readonly body: string;
}

const root = "/computeMetadata/v1";

/** https://cloud.google.com/run/docs/container-contract#metadata-server */
function treeOf({ email, project, region }: RuntimeIdentity, tokens: Tokens): Node {
  const account: Node = {
    aliases: () => "default",
    email: () => email,
    identity: (query) => {
      const audience = query.get("audience");
      if (audience === null) throw new CloudError("INVALID_ARGUMENT", "non-empty audience parameter required");
      return tokens.identity(email, audience);
    },
    scopes: () => "https://www.googleapis.com/auth/cloud-platform",
    // https://cloud.google.com/compute/docs/access/authenticate-workloads#applications
    token: (query) => tokens.access(email, query.get("scopes")?.split(",")),
  };
  const number = projectNumber(project);
  const id = BigInt(`0x${createHash("sha256").update(email).digest("hex").slice(0, 15)}`).toString();
  return {
    instance: {
      id: () => id,
      region: () => `projects/${number}/regions/${region}`,
      "service-accounts": { default: account, [email]: account },
      zone: () => `projects/${number}/zones/${region}-1`,
    },
    project: { "numeric-project-id": () => String(number), "project-id": () => project },
    universe: { "universe-domain": () => "googleapis.com" },
  };
}

/**
 * Answers a request for metadata.
 * https://cloud.google.com/compute/docs/metadata/querying-metadata
 *
 * @param target - Path and query.
 */
export async function answerMetadata(
  identity: RuntimeIdentity,
  tokens: Tokens,
  target: string,
): Promise<MetadataAnswer> {
  const { pathname, searchParams } = new URL(target, "http://metadata.google.internal");
  const found = find(treeOf(identity, tokens), pathname);
  if (found === undefined) return { status: 404, type: "text/html", body: "Not Found\n" };
  try {
    const value = typeof found === "function" ? await found(searchParams) : list(found);
    if (typeof value === "string") return { status: 200, type: "application/text", body: value };
    return { status: 200, type: "application/json", body: JSON.stringify(value) };
  } catch (error) {
    if (!(error instanceof CloudError)) throw error;
    return { status: error.status, type: "text/html", body: `${error.message}\n` };
  }
}

function find(tree: Node, path: string): Node | undefined {
  if (path !== root && !path.startsWith(`${root}/`)) return undefined;
  return path
    .slice(root.length)
    .split("/")
    .filter((name) => name !== "")
    .reduce<Node | undefined>(
      (node, name) => (typeof node === "object" ? node[decodeURIComponent(name)] : undefined),
      tree,
    );
}

/** The names in a folder, one per line; folders end with a slash. */
function list(folder: Exclude<Node, (query: URLSearchParams) => unknown>): string {
  return Object.entries(folder)
    .map(([name, node]) => `${name}${typeof node === "object" ? "/" : ""}\n`)
    .join("");
}
