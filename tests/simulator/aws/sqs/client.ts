import { SQSClient } from "@aws-sdk/client-sqs";
import type { Deployed, Deployment } from "../../deployment.ts";
import { credentialsOf } from "../identity/signer.ts";
import { tokens } from "../shop.ts";

type Properties = Readonly<Record<string, unknown>>;

/** The official client, as whom an account's number or a role's ARN says. */
export async function openClient(
  aws: Pick<Deployment, "simulator">,
  principal?: string,
  region?: string,
): Promise<SQSClient> {
  return new SQSClient(await configurationFor(aws, principal, region));
}

/** What an official client must know to call the simulator. */
export async function configurationFor(
  aws: Pick<Deployment, "simulator">,
  principal = "123456789012",
  region = "eu-central-1",
) {
  const {
    AWS_ACCESS_KEY_ID = "",
    AWS_SECRET_ACCESS_KEY = "",
    AWS_SESSION_TOKEN = "",
  } = await credentialsOf(aws, principal);
  return {
    endpoint: apiAddress(aws),
    region,
    credentials: {
      accessKeyId: AWS_ACCESS_KEY_ID,
      secretAccessKey: AWS_SECRET_ACCESS_KEY,
      sessionToken: AWS_SESSION_TOKEN,
    },
    // Tests move the clock: the client follows by the time in responses, but only after a refusal.
    systemClockOffset: aws.simulator.world.clock.now() - Date.now(),
  };
}

/** Where AWS's API answers. */
export function apiAddress({ simulator }: Pick<Deployment, "simulator">): string {
  return simulator.world.endpoints.list().find(({ key }) => key === "aws/api")?.url ?? "";
}

export function deployQueue(aws: Deployment, name = "orders", inputs: Properties = {}): Promise<Deployed> {
  return aws.create(tokens.queue, name, { name, ...inputs });
}

/** A queue for dead letters, and the policy of others that sends there what was received so often. */
export async function deployDead(aws: Deployment, maxReceiveCount: number) {
  const dead = await deployQueue(aws, "dead");
  return { dead, redrivePolicy: JSON.stringify({ deadLetterTargetArn: dead.outputs.arn, maxReceiveCount }) };
}
