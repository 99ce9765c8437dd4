import { linkVariable } from "../../../kit/spec/index.ts";
import { accessOf } from "../../../tests/simulator/gcp/api/client.ts";
import { createClerk, createTopic, nameOf } from "../../../tests/simulator/gcp/pubsub/client.ts";
import { openGcp } from "../../../tests/simulator/gcp/shop.ts";
import { startWorker } from "../workers.ts";
import type { NodePlace } from "./place.ts";
import { serveToken } from "./tokens.ts";

/** Pub/Sub, where queues are topics too. */
export async function openGooglePlace(): Promise<NodePlace> {
  const gcp = await openGcp();
  await createClerk(gcp);
  await createTopic(gcp);
  const { url, token } = await accessOf(gcp);
  const tokens = await serveToken(token);
  const name = nameOf("topics", "orders");
  const common = {
    PUBSUB_EMULATOR_HOST: new URL(url).host,
    GCE_METADATA_HOST: tokens.host,
    // Without looking for it elsewhere: https://github.com/googleapis/gcp-metadata#environment-variables
    METADATA_SERVER_DETECTION: "assume-present",
  };
  const environments = {
    queue: { ...common, [linkVariable("orders")]: name },
    topic: { ...common, [linkVariable("orders")]: JSON.stringify({ address: name, attributes: [] }) },
  };
  return {
    environments,
    start: (subject) => startWorker(subject, environments[subject.kind]),
    async stop() {
      tokens.stop();
      await gcp.stop();
    },
  };
}
