import { randomUUID } from "node:crypto";
import { cpSync, mkdirSync, rmSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { fileURLToPath } from "node:url";
import {
  base64,
  call,
  createClerk,
  createTopic,
  nameOf,
  pull,
  subscriptionToken,
  textsOf,
} from "../../../tests/simulator/gcp/pubsub/client.ts";
import { openGcp } from "../../../tests/simulator/gcp/shop.ts";
import { folderFor, need } from "../command.ts";
import { versions } from "../versions.ts";
import { filters, messages } from "./cases.ts";

/** Which messages a filter matches, or that it was refused. */
export type FilterAnswer = "refused" | readonly boolean[];

const ours = fileURLToPath(new URL("../go/pstest/main.go", import.meta.url));

/** Asks Google's own fake. @throws PeerUnavailable */
export async function askPstest(): Promise<readonly FilterAnswer[]> {
  const cwd = join(folderFor(`pstest-${versions.pubsub}`), "module");
  rmSync(cwd, { recursive: true, force: true });
  mkdirSync(cwd);
  cpSync(ours, join(cwd, "main.go"));
  const required = `require cloud.google.com/go/pubsub/v2 ${versions.pubsub}`;
  writeFileSync(join(cwd, "go.mod"), `module peers\n\ngo 1.25\n\n${required}\n`);
  await need("go", ["mod", "tidy"], { cwd });
  const output = await need("go", ["run", "."], { cwd, input: JSON.stringify({ filters, messages }) });
  const answers: readonly { readonly refused?: string; readonly matched?: readonly boolean[] }[] = JSON.parse(output);
  return answers.map(({ refused, matched = [] }) => (refused === undefined ? matched : "refused"));
}

/** Asks our own Pub/Sub: subscriptions through the provider, messages over REST. */
export async function askSimulated(): Promise<readonly FilterAnswer[]> {
  const gcp = await openGcp();
  try {
    await createClerk(gcp);
    const answers: FilterAnswer[] = [];
    for (const filter of filters) {
      const name = `filter-${randomUUID()}`;
      const inputs = { name, filter, topic: nameOf("topics", name) };
      if ((await gcp.complaints(subscriptionToken, inputs)).length > 0) {
        answers.push("refused");
        continue;
      }
      await createTopic(gcp, name);
      await gcp.create(subscriptionToken, name, inputs);
      const published = messages.map((attributes, at) => ({ data: base64(String(at)), attributes }));
      await call(gcp, `topics/${name}:publish`, { messages: published });
      const came = textsOf(await pull(gcp, name, messages.length));
      answers.push(messages.map((_, at) => came.includes(String(at))));
    }
    return answers;
  } finally {
    await gcp.stop();
  }
}
