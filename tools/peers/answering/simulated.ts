import { openAws } from "../../../tests/simulator/aws/shop.ts";
import { configurationFor } from "../../../tests/simulator/aws/sqs/client.ts";
import { openFront } from "./front.ts";
import { type Peer, region } from "./peer.ts";

/** Our own SQS, SNS and DynamoDB. */
export const simulated: Peer = {
  name: "Fourfold",
  has: ["SQS", "SNS", "DynamoDB", "Transactions", "Expiry"],
  async open() {
    const aws = await openAws();
    const { endpoint, credentials } = await configurationFor(aws, undefined, region);
    const front = await openFront(aws, endpoint);
    return {
      client: { endpoint: front.url, region, credentials },
      async stop() {
        await front.stop();
        await aws.stop();
      },
    };
  },
};
