import { callLimit } from "../../../../limits.ts";
import { type Api, type ApiCall, json, parseBody, requireCredentials, requireScope } from "../../api/index.ts";
import { batchGet, get, query } from "./reads.ts";
import type { Method, Tools } from "./request.ts";
import { beginTransaction, rollback } from "./transactions.ts";
import { batchWrite, commit, create, patch, remove } from "./writes.ts";

/** https://cloud.google.com/firestore/docs/reference/rest/v1/projects.databases.documents */
const verbs: Readonly<Record<string, Method>> = {
  batchGet,
  batchWrite,
  beginTransaction,
  commit,
  rollback,
  runQuery: query,
};

/** Those of a document, whose path has an even number of segments. */
const methods: Readonly<Record<string, Method>> = { GET: get, PATCH: patch, DELETE: remove };

/** Methods whose answer is a list, in which an error stands alone. */
const streams = /:(?:batchGet|runQuery)$/;

const pattern = /^\/v1\/projects\/([^/]+)\/databases\/([^/]+)\/documents(?:\/(.*))?$/;

/** Firestore's API as far as it is about documents. */
export function firestoreApi(tools: Tools): Api {
  return {
    host: "firestore.googleapis.com",
    owns: (path) => /^\/v1\/projects\/[^/]+\/databases(?:[/:]|$)/.test(path),
    streams: (path) => streams.test(path),
    async handle(call) {
      requireCredentials(call);
      requireScope(call, "datastore");
      const { project, id, path, verb } = parsePlace(call);
      const method = methodOf(call.method, path, verb);
      if (method === undefined) throw unknown(call);
      const database = { project, name: `projects/${project}/databases/${id}` };
      return json(await method({ call, database, path, body: parseBody(call) }, tools));
    },
  };
}

interface Place {
  readonly project: string;
  readonly id: string;
  readonly path: readonly string[];
  readonly verb: string;
}

/** What a path names. Ids of documents may have colons, so only what is posted has a verb. */
function parsePlace(call: ApiCall): Place {
  const [place = "", verb = ""] = call.method === "POST" ? call.path.split(/:(?=[A-Za-z]+$)/) : [call.path];
  const [, ...parts] = pattern.exec(place) ?? [];
  const [project = "", id = "", path = ""] = parts.map((part) => part ?? "");
  if (project === "") throw unknown(call);
  const segments = path === "" ? [] : path.split("/").map(decodeURIComponent);
  return { project: decodeURIComponent(project), id: decodeURIComponent(id), path: segments, verb };
}

function methodOf(method: string, path: readonly string[], verb: string): Method | undefined {
  if (method === "POST" && verb !== "") return Object.hasOwn(verbs, verb) ? verbs[verb] : undefined;
  if (method === "POST") return path.length % 2 === 1 ? create : undefined;
  if (path.length === 0 || path.length % 2 === 1) return undefined;
  return Object.hasOwn(methods, method) ? methods[method] : undefined;
}

function unknown({ method, path }: ApiCall) {
  const known = [...Object.keys(verbs), "get", "patch", "delete", "createDocument"];
  return callLimit(`of Firestore's API the simulator has only ${known.join(", ")}, and not ${method} ${path}`);
}
