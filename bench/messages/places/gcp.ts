import { accessOf } from "../../../tests/simulator/gcp/api/client.ts";
import { createClerk, createTopic, nameOf } from "../../../tests/simulator/gcp/pubsub/client.ts";
import { openGcp } from "../../../tests/simulator/gcp/shop.ts";
import { type NodePlace, nodePlace } from "./place.ts";
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
  return nodePlace(common, { queue: name, topic: name }, async () => {
    tokens.stop();
    await gcp.stop();
  });
}
