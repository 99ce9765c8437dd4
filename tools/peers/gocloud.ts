import { chmodSync, cpSync, rmSync } from "node:fs";
import { join } from "node:path";
import { fileURLToPath } from "node:url";
import type { Peer } from "./answering/peer.ts";
import { folderFor, need, PeerUnavailable, run } from "./command.ts";
import { versions } from "./versions.ts";

/** The results of the Go CDK's driver tests for one peer. */
export interface Conformance {
  readonly peer: string;
  /** The results by kind of topic. */
  readonly kinds: readonly { readonly kind: string; readonly passed: number; readonly failed: readonly string[] }[];
}

const ours = fileURLToPath(new URL("go/awssnssqs/peers_test.go", import.meta.url));

/** Copies the module that Go has fetched, and adds a test file of ours. @returns Its folder. */
async function copyModule(): Promise<string> {
  const asked = ["mod", "download", "-json", `gocloud.dev@${versions.gocloud}`];
  const { Dir = "" }: { readonly Dir?: string } = JSON.parse(await need("go", asked, { cwd: folderFor("") }));
  const folder = join(folderFor(`gocloud-${versions.gocloud}`), "module");
  rmSync(folder, { recursive: true, force: true });
  cpSync(Dir, folder, { recursive: true });
  const driver = join(folder, "pubsub/awssnssqs");
  // Go stores modules read-only.
  for (const at of [folder, driver, ...["go.mod", "go.sum"].map((name) => join(folder, name))]) chmodSync(at, 0o755);
  cpSync(ours, join(driver, "peers_test.go"));
  return folder;
}

interface GoEvent {
  readonly Action: string;
  readonly Test?: string;
}

/** Runs the Go CDK's tests of messaging drivers. @throws PeerUnavailable when the peer or Go cannot be run. */
export async function conformance(peer: Peer): Promise<Conformance> {
  const cwd = await copyModule();
  const { client, stop } = await peer.open();
  const { accessKeyId, secretAccessKey, sessionToken = "" } = client.credentials;
  const env = {
    ...{ PEER_ENDPOINT: client.endpoint, PEER_REGION: client.region, PEER_SESSION_TOKEN: sessionToken },
    ...{ PEER_ACCESS_KEY_ID: accessKeyId, PEER_SECRET_ACCESS_KEY: secretAccessKey },
    PEER_HAS_SNS: peer.has.includes("SNS") ? "yes" : "",
  };
  const args = ["test", "-json", "-count=1", "-run", "^TestPeer$", "./pubsub/awssnssqs"];
  const { output, errors } = await run("go", args, { cwd, env }).finally(stop);
  return { peer: peer.name, kinds: kindsIn(output, errors) };
}

function kindsIn(output: string, errors: string): Conformance["kinds"] {
  const events = output.split("\n").filter((line) => line.startsWith("{"));
  const ended = events
    .map((line): GoEvent => JSON.parse(line))
    .filter(({ Action, Test = "" }) => Test.split("/").length === 3 && ["pass", "fail"].includes(Action));
  if (ended.length === 0)
    throw new PeerUnavailable(`The Go CDK's tests did not run:\n${errors}\n${output.slice(-2_000)}`);
  const kinds = new Set(ended.map(({ Test = "" }) => Test.split("/")[1] ?? ""));
  return [...kinds].map((kind) => {
    const own = ended.filter(({ Test = "" }) => Test.split("/")[1] === kind);
    const failed = own.filter(({ Action }) => Action === "fail").map(({ Test = "" }) => Test.split("/")[2] ?? "");
    // They run concurrently, and end in a different order each time.
    return { kind, passed: own.length - failed.length, failed: failed.toSorted() };
  });
}
