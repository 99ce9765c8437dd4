import assert from "node:assert/strict";
import { spawn } from "node:child_process";
import { once } from "node:events";
import { mkdtemp, rm } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { createInterface } from "node:readline";
import { isAlive } from "../../../kit/simulator/sandboxes.ts";
import { until } from "../../support/until.ts";
import { appWith, bundleApp, noPrefix } from "./packages.ts";
import { deployApp, openAzure, urlOf, withoutTls } from "./shop.ts";
import { deployFiles } from "./storage/client.ts";

describe("azure: apps and the simulator's own life", () => {
  const showPid = bundleApp(appWith("() => ({ body: String(process.pid) })"), noPrefix);
  let folder: string;
  beforeEach(async () => {
    folder = await mkdtemp(join(tmpdir(), "fourfold-azure-"));
  });
  afterEach(() => rm(folder, { recursive: true }));

  it("leaves no process behind", async () => {
    const azure = await openAzure();
    const pid = Number(await (await fetch(urlOf(await deployApp(azure, await showPid)))).text());

    await azure.stop();

    assert.equal(isAlive(pid), false);
  });

  it("leaves no process behind when it is killed", async () => {
    const simulator = spawn(process.execPath, [join(import.meta.dirname, "fixtures/serve.ts")], {
      stdio: ["ignore", "pipe", "inherit"],
    });
    const [line] = await once(createInterface({ input: simulator.stdout }), "line");
    const pid = Number(line);
    assert.ok(isAlive(pid));

    simulator.kill("SIGKILL");

    await until(() => !isAlive(pid));
  });

  it("answers at the same address, with the same code, after a restart", async () => {
    const first = await openAzure({ data: folder, basePort: 0 });
    const app = await deployApp(first, await showPid);
    await first.stop();

    const second = await openAzure({ data: folder, basePort: 0 });
    const response = await fetch(urlOf(app));
    await second.stop();

    assert.equal(response.status, 200);
  });

  it("keeps blobs, where they are, through a restart", async () => {
    const options = { data: folder, basePort: 0 };
    const open = { allowBlobPublicAccess: true };
    const { azure, orders, address } = await deployFiles(open, { publicAccess: "Blob" }, options);
    await orders.getBlockBlobClient("a").upload("kept", 4);
    await azure.stop();

    const second = await openAzure(options);
    const text = await (await fetch(`${withoutTls(address)}orders/a`)).text();
    await second.stop();

    assert.equal(text, "kept");
  });
});
