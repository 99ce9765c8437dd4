import assert from "node:assert/strict";
import { once } from "node:events";
import { connect } from "node:net";
import { aWhile } from "../../../support/until.ts";
import type { Deployment } from "../../deployment.ts";
import { deployFunction, openAws, tokens } from "../shop.ts";

/** While a port is not listened on, another project on this machine may take it. */
describe("aws: the port of an address", () => {
  let aws: Deployment;
  beforeEach(async () => {
    aws = await openAws();
  });
  afterEach(() => aws.stop());

  /** Whether a connection from before a change is still there after it, which it is not where the port was closed. */
  const survives = async (url: unknown, change: () => Promise<unknown>): Promise<boolean> => {
    const socket = connect(Number(new URL(String(url)).port), "127.0.0.1");
    await once(socket, "connect");
    await change();
    // What has been closed on the other side is told a moment later.
    await aWhile();
    const open = !socket.readableEnded && !socket.destroyed;
    socket.destroy();
    return open;
  };

  it("is listened on from the first moment on, also while an API is changed", async () => {
    const api = await aws.create(tokens.api, "shop", { name: "shop", protocolType: "HTTP" });

    const change = () => aws.update(api, { ...api.inputs, description: "changed" });

    assert.equal(await survives(api.outputs.apiEndpoint, change), true);
  });

  it("is listened on while a Function URL is changed", async () => {
    const fn = await deployFunction(aws, "async () => 'ok'");
    const inputs = { functionName: fn.outputs.name, authorizationType: "NONE" };
    const url = await aws.create(tokens.functionUrl, "shop", inputs);

    const change = () => aws.update(url, { ...url.inputs, invokeMode: "RESPONSE_STREAM" });

    assert.equal(await survives(url.outputs.functionUrl, change), true);
  });
});
