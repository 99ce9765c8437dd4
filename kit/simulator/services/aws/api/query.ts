import { randomUUID } from "node:crypto";
import { CloudError, type Properties } from "../../../contract.ts";
import { callLimit } from "../../../limits.ts";
import type { Api, ApiAnswer, ApiCall } from "./call.ts";

/** A service that speaks AWS's query protocol: forms in, XML out. */
export interface QueryService {
  /** As in {@link Api}. */
  readonly service: string;
  /** The XML namespace of its responses. */
  readonly namespace: string;
  /** The name of the service in errors about unsupported operations. */
  readonly title: string;
  /** Its operations by name. They throw {@link CloudError} with the name of the error as its code. */
  readonly operations: Readonly<Record<string, (input: Properties, call: ApiCall) => Properties | Promise<Properties>>>;
}

/** What is below a name of the form: a value, or more names. */
type Tree = Map<string, Tree> | string;

/** `A.member.1.B=c` as a tree: https://smithy.io/2.0/aws/protocols/aws-query-protocol.html#serialization */
function treeOf(form: URLSearchParams): Tree {
  const root = new Map<string, Tree>();
  for (const [path, value] of form) {
    const names = path.split(".");
    const last = names.pop() ?? "";
    let place = root;
    for (const name of names) {
      const next = place.get(name);
      const below = next instanceof Map ? next : new Map<string, Tree>();
      place.set(name, below);
      place = below;
    }
    place.set(last, value);
  }
  return root;
}

/** Lists are below `member`, maps below `entry`, as names and values. */
function contentOf(tree: Tree): unknown {
  if (typeof tree === "string") return tree;
  const [members, entries] = [tree.get("member"), tree.get("entry")];
  if (members instanceof Map) return inOrder(members).map(contentOf);
  if (entries instanceof Map) {
    const pairs = inOrder(entries).filter((entry) => entry instanceof Map);
    return Object.fromEntries(
      pairs.map((pair) => [
        pair.get("Name") ?? pair.get("key"),
        contentOf(pair.get("Value") ?? pair.get("value") ?? ""),
      ]),
    );
  }
  return Object.fromEntries([...tree].map(([name, below]) => [name, contentOf(below)]));
}

function inOrder(list: ReadonlyMap<string, Tree>): readonly Tree[] {
  return [...list].sort(([one], [other]) => Number(one) - Number(other)).map(([, tree]) => tree);
}

const special: Readonly<Record<string, string>> = { "&": "&amp;", "<": "&lt;", ">": "&gt;", '"': "&quot;" };

function xmlOf(name: string, value: unknown): string {
  if (value === undefined) return "";
  const inside = Array.isArray(value)
    ? value.map((member) => xmlOf("member", member)).join("")
    : typeof value === "object" && value !== null
      ? Object.entries(value)
          .map(([key, below]) => xmlOf(key, below))
          .join("")
      : String(value).replace(/[&<>"]/g, (letter) => special[letter] ?? letter);
  return `<${name}>${inside}</${name}>`;
}

/** The API of a service whose requests are forms and whose responses are XML, with the operation's name in the form. */
export function queryApi({ service, namespace, title, operations }: QueryService): Api {
  const answer = (status: number, root: string, inside: string): ApiAnswer => ({
    status,
    headers: { "content-type": "text/xml" },
    body: `<${root} xmlns="${namespace}">${inside}</${root}>`,
  });
  return {
    service,
    async handle(call) {
      const form = new URLSearchParams(Buffer.from(call.request.body).toString());
      const name = form.get("Action") ?? "";
      if (name === "") throw new CloudError("MissingAction", "The request names no action.");
      const operation = Object.hasOwn(operations, name) ? operations[name] : undefined;
      if (operation === undefined) throw callLimit(`the simulator's ${title} does not have ${name}`);
      const result = await operation(Object(contentOf(treeOf(form))), call);
      const metadata = xmlOf("ResponseMetadata", { RequestId: randomUUID() });
      return answer(200, `${name}Response`, xmlOf(`${name}Result`, result) + metadata);
    },
    refuse({ status, code: Code, message: Message }) {
      const Type = status < 500 ? "Sender" : "Receiver";
      const error = xmlOf("Error", { Type, Code, Message });
      return answer(status, "ErrorResponse", error + xmlOf("RequestId", randomUUID()));
    },
  };
}
