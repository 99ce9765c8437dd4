import { accessOf, grantTo } from "../../../tests/simulator/gcp/api/client.ts";
import { createDatabase, createIndex, nameOf as documentOf } from "../../../tests/simulator/gcp/firestore/client.ts";
import { createClerk, createTopic, nameOf } from "../../../tests/simulator/gcp/pubsub/client.ts";
import { openGcp } from "../../../tests/simulator/gcp/shop.ts";
import { type NodePlace, nodePlace, tableLayout } from "./place.ts";
import { serveTokens } from "./tokens.ts";

/** Pub/Sub, where queues are topics too, and Firestore. */
export async function openGooglePlace(): Promise<NodePlace> {
  const gcp = await openGcp();
  await createClerk(gcp);
  await grantTo(gcp, "shop-clerk", "roles/datastore.user");
  await createTopic(gcp);
  await createDatabase(gcp);
  await createIndex(gcp, ...tableLayout.key.filter((name) => name !== undefined));
  const { url, token } = await accessOf(gcp);
  const tokens = await serveTokens(() => token);
  const topic = nameOf("topics", "orders");
  const common = {
    PUBSUB_EMULATOR_HOST: new URL(url).host,
    CLOUDSDK_API_ENDPOINT_OVERRIDES_FIRESTORE: `${url}/`,
    GCE_METADATA_HOST: tokens.host,
    // Without looking for it elsewhere: https://github.com/googleapis/gcp-metadata#environment-variables
    METADATA_SERVER_DETECTION: "assume-present",
  };
  return nodePlace(common, { queue: topic, topic, table: documentOf("orders") }, async () => {
    tokens.stop();
    await gcp.stop();
  });
}
