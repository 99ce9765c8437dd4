import { deployFunction as deployLambda, deployUrl, openAws } from "../aws/shop.ts";
import { appWith, bundleApp, noPrefix } from "../azure/packages.ts";
import { deployApp, openAzure, urlOf as urlOfApp } from "../azure/shop.ts";
import { addressOf, deployWorker, openCloudflare, worker } from "../cloudflare/account.ts";
import { deployFunction as deployCloudFunction, openGcp, urlOf } from "../gcp/shop.ts";

export const clouds = ["aws", "gcp", "azure", "cloudflare"] as const;
export type Cloud = (typeof clouds)[number];

/** Calls the address in a query, and says so by it; then waits for ever. */
const hang = (query: string) =>
  `fetch(decodeURIComponent(${query})).then(() => new Promise(() => setInterval(() => {}, 1_000)))`;

/**
 * Deploys a function on each cloud into a data folder, and answers their addresses. Each answers its process's id. With an
 * address as its query it calls that, and never answers. A Worker has no process id, and answers 0.
 */
export async function deployEverywhere(data: string): Promise<Readonly<Record<Cloud, string>>> {
  const options = { data, basePort: 0 };
  const aws = await openAws(options);
  const lambda = await deployLambda(
    aws,
    `async ({ rawQueryString: query }) => query ? ${hang("query")} : { statusCode: 200, body: String(process.pid) }`,
    { timeout: 60 },
  );
  const awsUrl = await deployUrl(aws, lambda);
  await aws.stop();
  const gcp = await openGcp(options);
  const gcpUrl = urlOf(
    await deployCloudFunction(
      gcp,
      `export const handler = ({ url }, response) => {
        const query = url.split("?")[1];
        if (query) ${hang("query")};
        else response.send(String(process.pid));
      };`,
    ),
  );
  await gcp.stop();
  const azure = await openAzure(options);
  const handler = `({ url }) => {
    const query = url.split("?")[1];
    return query ? ${hang("query")} : { body: String(process.pid) };
  }`;
  const azureUrl = urlOfApp(await deployApp(azure, await bundleApp(appWith(handler), noPrefix)));
  await azure.stop();
  const cloudflare = await openCloudflare(options);
  const body = `const query = request.url.split("?")[1]; return query ? ${hang("query")} : new Response("0");`;
  await deployWorker(cloudflare, worker(body));
  const cloudflareUrl = addressOf(cloudflare, "api.simulated.workers.dev");
  await cloudflare.stop();
  return { aws: awsUrl, gcp: gcpUrl, azure: azureUrl, cloudflare: cloudflareUrl };
}
