import assert from "node:assert/strict";
import { once } from "node:events";
import { createServer } from "node:net";
import { openAws, tokens } from "./aws/shop.ts";
import type { Deployment } from "./deployment.ts";
import { createTemporaryFolder } from "./support/temporary-folder.ts";

/** Addresses are in outputs of deployments, and in what programs made of them: they must stay. */
describe("the ports of a project", () => {
  let folder: ReturnType<typeof createTemporaryFolder>;
  let open: Deployment[];
  beforeEach(() => {
    folder = createTemporaryFolder();
    open = [];
  });
  afterEach(async () => {
    for (const deployment of open) await deployment.stop();
    folder.remove();
  });

  const start = async (basePort?: number): Promise<Deployment> => {
    const deployment = await openAws({ data: folder.path, ...(basePort === undefined ? {} : { basePort }) });
    open.push(deployment);
    return deployment;
  };
  const stop = async (deployment: Deployment): Promise<void> => {
    open = open.filter((each) => each !== deployment);
    await deployment.stop();
  };
  const deployApi = (aws: Deployment, name: string) => aws.create(tokens.api, name, { name, protocolType: "HTTP" });
  const urlsOf = ({ simulator }: Deployment) => simulator.world.endpoints.list().map(({ url }) => url);

  it("are the same ones when the simulator starts again, wherever it would begin to look by itself", async () => {
    const first = await start(0);
    for (const name of ["one", "two"]) await deployApi(first, name);
    const before = urlsOf(first);
    await stop(first);

    const again = await start();

    assert.equal(new Set(before).size, 2);
    assert.deepEqual(urlsOf(again), before);
  });

  it("are others when other ones are asked for, and the same ones where they are among those already", async () => {
    const first = await start(0);
    await deployApi(first, "one");
    await stop(first);

    const moved = await start(24_610);
    const urls = urlsOf(moved);
    await stop(moved);

    assert.match(urls.join(), /^http:\/\/127\.0\.0\.1:246\d\d$/);
    assert.deepEqual(urlsOf(await start(24_600)), urls);
  });

  it("are not given to something else while what had them is gone", async () => {
    const aws = await start(24_620);
    const api = await deployApi(aws, "one");
    const [before] = urlsOf(aws);
    await aws.remove(api);

    await deployApi(aws, "two");

    assert.notDeepEqual(urlsOf(aws), [before]);
  });

  it("are asked for again when another program has taken one: the start says which, and what to do", async () => {
    const first = await start(0);
    await deployApi(first, "one");
    const port = Number(new URL(urlsOf(first)[0] ?? "").port);
    await stop(first);
    const other = createServer().listen(port, "127.0.0.1");
    await once(other, "listening");

    await assert.rejects(start(0), {
      code: "ERR_PORT",
      message: new RegExp(
        `^Port ${port} of .* is in use by another program\\. Stop that program, move .*\`--port \\d+\`, or .*--reset`,
      ),
    });
    other.close();
    await once(other, "close");

    assert.equal(urlsOf(await start(0)).length, 1);
  });
});
