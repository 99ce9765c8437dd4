import { deployFunction as deployLambda, deployUrl, openAws } from "../aws/shop.ts";
import { appWith, bundleApp, noPrefix } from "../azure/packages.ts";
import { deployApp, openAzure, urlOf as urlOfApp } from "../azure/shop.ts";
import { addressOf, deployWorker, openCloudflare, worker } from "../cloudflare/account.ts";
import { deployFunction as deployCloudFunction, openGcp, urlOf } from "../gcp/shop.ts";

export const clouds = ["aws", "gcp", "azure", "cloudflare"] as const;
export type Cloud = (typeof clouds)[number];

/**
 * Deploys a function on each cloud into a data folder, and answers their addresses. Each answers its process's id, or
 * never: at `/hang`. A Worker has no process id, and answers 0.
 */
export async function deployEverywhere(data: string): Promise<Readonly<Record<Cloud, string>>> {
  const options = { data, basePort: 0 };
  const aws = await openAws(options);
  const lambda = await deployLambda(
    aws,
    `async (event) => event.rawPath === "/hang" ? new Promise(() => setInterval(() => {}, 100)) : { statusCode: 200, body: String(process.pid) }`,
    { timeout: 60 },
  );
  const awsUrl = await deployUrl(aws, lambda);
  await aws.stop();
  const gcp = await openGcp(options);
  const code = `export const handler = (request, response) => { if (request.url !== "/hang") response.send(String(process.pid)); };`;
  const gcpUrl = urlOf(await deployCloudFunction(gcp, code));
  await gcp.stop();
  const azure = await openAzure(options);
  const handler = `(request) => request.url.endsWith("/hang") ? new Promise(() => {}) : { body: String(process.pid) }`;
  const azureUrl = urlOfApp(await deployApp(azure, await bundleApp(appWith(handler), noPrefix)));
  await azure.stop();
  const cloudflare = await openCloudflare(options);
  await deployWorker(
    cloudflare,
    worker(`if (request.url.endsWith("/hang")) await scheduler.wait(60_000); return new Response("0");`),
  );
  const cloudflareUrl = addressOf(cloudflare, "api.simulated.workers.dev");
  await cloudflare.stop();
  return { aws: awsUrl, gcp: gcpUrl, azure: azureUrl, cloudflare: cloudflareUrl };
}
