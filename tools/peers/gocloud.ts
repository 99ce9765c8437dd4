import { chmodSync, cpSync, rmSync } from "node:fs";
import { join } from "node:path";
import { fileURLToPath } from "node:url";
import type { Peer, ServiceName } from "./answering/peer.ts";
import { folderFor, need, PeerUnavailable, run } from "./command.ts";
import { versions } from "./versions.ts";

/** The results of the Go CDK's driver tests for one peer. */
export interface Conformance {
  readonly peer: string;
  /** The results by kind of topic, and of tables. */
  readonly kinds: readonly { readonly kind: string; readonly passed: number; readonly failed: readonly string[] }[];
}

/** Drivers of the Go CDK, with the service that each needs. Their folders have the same names in `go/`, where a test file of ours is. */
const drivers: readonly { readonly needs: ServiceName; readonly name: string; readonly folder: string }[] = [
  { needs: "SQS", name: "awssnssqs", folder: "pubsub/awssnssqs" },
  { needs: "DynamoDB", name: "awsdynamodb", folder: "docstore/awsdynamodb/v2" },
];

/** Copies the module that Go has fetched, and adds our test files. @returns Its folder. */
async function copyModule(): Promise<string> {
  const asked = ["mod", "download", "-json", `gocloud.dev@${versions.gocloud}`];
  const { Dir = "" }: { readonly Dir?: string } = JSON.parse(await need("go", asked, { cwd: folderFor("") }));
  const folder = join(folderFor(`gocloud-${versions.gocloud}`), "module");
  rmSync(folder, { recursive: true, force: true });
  cpSync(Dir, folder, { recursive: true });
  const own = drivers.map((driver) => driver.folder);
  // Go stores modules read-only.
  for (const at of [".", "go.mod", "go.sum", ...own]) chmodSync(join(folder, at), 0o755);
  for (const driver of drivers) {
    const file = fileURLToPath(new URL(`go/${driver.name}/peers_test.go`, import.meta.url));
    cpSync(file, join(folder, driver.folder, "peers_test.go"));
  }
  return folder;
}

interface GoEvent {
  readonly Action: string;
  readonly Test?: string;
}

/** Runs the Go CDK's tests of the drivers for a peer's services. @throws PeerUnavailable when the peer or Go cannot be run. */
export async function conformance(peer: Peer): Promise<Conformance> {
  const cwd = await copyModule();
  const { client, stop } = await peer.open();
  const { accessKeyId, secretAccessKey, sessionToken = "" } = client.credentials;
  const env = {
    ...{ PEER_ENDPOINT: client.endpoint, PEER_REGION: client.region, PEER_SESSION_TOKEN: sessionToken },
    ...{ PEER_ACCESS_KEY_ID: accessKeyId, PEER_SECRET_ACCESS_KEY: secretAccessKey },
    PEER_HAS_SNS: peer.has.includes("SNS") ? "yes" : "",
  };
  const own = drivers.filter(({ needs }) => peer.has.includes(needs)).map(({ folder }) => `./${folder}`);
  const args = ["test", "-json", "-count=1", "-run", "^TestPeer$", ...own];
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
  // Tests of the same kind, and drivers, run concurrently, and end in a different order each time.
  return [...kinds].toSorted().map((kind) => {
    const own = ended.filter(({ Test = "" }) => Test.split("/")[1] === kind);
    const failed = own.filter(({ Action }) => Action === "fail").map(({ Test = "" }) => Test.split("/")[2] ?? "");
    return { kind, passed: own.length - failed.length, failed: failed.toSorted() };
  });
}
