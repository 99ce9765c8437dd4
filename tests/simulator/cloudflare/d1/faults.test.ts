import assert from "node:assert/strict";
import { subscribe, unsubscribe } from "node:diagnostics_channel";
import { ClientRequest } from "node:http";
import { PlannedFaults } from "../../../../kit/simulator/faults.ts";
import { databaseHeader } from "../../../../kit/simulator/hosts/workerd/bindings.ts";
import { DatabaseDoor } from "../../../../kit/simulator/hosts/workerd/d1/door.ts";
import type { Deployment } from "../../deployment.ts";
import { openCloudflare } from "../account.ts";
import { createDatabase, deployAsker, execute, rows } from "./databases.ts";

describe("cloudflare: what goes wrong with a binding to a database", function faults() {
  this.timeout(30_000);
  let cloudflare: Deployment;
  before(async () => {
    cloudflare = await openCloudflare();
    await deployAsker(cloudflare, (await createDatabase(cloudflare)).id);
    await execute(cloudflare, "CREATE TABLE items (n INTEGER)");
  });
  after(() => cloudflare.stop());
  afterEach(async () => {
    cloudflare.simulator.faults.follow(undefined);
    await rows(cloudflare, "DELETE FROM items");
  });

  const plan = (fault: "throttled" | "lost" | "doubled"): void =>
    cloudflare.simulator.faults.follow({ seed: "any", shares: { throttled: 0, lost: 0, doubled: 0, [fault]: 1 } });
  const insert = () => rows(cloudflare, "INSERT INTO items VALUES (1)");
  const count = async () => {
    cloudflare.simulator.faults.follow(undefined);
    return (await rows(cloudflare, "SELECT count(*) AS n FROM items"))[0]?.n;
  };

  // https://developers.cloudflare.com/d1/observability/debug-d1/#error-list
  it("is said in D1's words: a call too many is not carried out, an answer that is lost was", async () => {
    plan("throttled");
    await assert.rejects(insert(), /^Error: D1_ERROR: D1 DB is overloaded\. Too many requests queued\.$/);
    assert.equal(await count(), 0);

    plan("lost");
    await assert.rejects(insert(), /^Error: D1_ERROR: Network connection lost\.$/);
    assert.equal(await count(), 1);
  });

  // https://developers.cloudflare.com/d1/best-practices/retry-queries/
  it("is never that a write comes twice", async () => {
    plan("doubled");
    await insert();

    assert.equal(await count(), 1);
  });

  it("does not let others on this machine ask the process of the databases", async () => {
    const hosts = new Set<unknown>();
    const onRequest = (message: unknown): void => {
      const { request } = Object(message);
      if (request instanceof ClientRequest && request.hasHeader(databaseHeader)) hosts.add(request.getHeader("host"));
    };
    subscribe("http.client.request.start", onRequest);
    await insert();
    unsubscribe("http.client.request.start", onRequest);

    const ask = [...hosts].map((host) => fetch(`http://${host}/query`, { method: "POST", body: "{}" }));

    assert.ok(ask.length > 0);
    const statuses = (await Promise.all(ask)).map(({ status }) => status);
    assert.deepEqual([...new Set(statuses)], [401]);
  });

  it("takes queries from bindings alone", async () => {
    const asked: string[] = [];
    const query = (id: string) => {
      asked.push(id);
      return Promise.resolve({ body: "{}" });
    };
    const door = await DatabaseDoor.open({ query }, new PlannedFaults());
    const { port, secret } = door.address;
    const post = (authorization: string) =>
      fetch(`http://127.0.0.1:${port}/query`, {
        ...{ method: "POST", body: "{}", headers: { authorization, [databaseHeader]: authorization } },
      });

    const [forged, right] = [await post("Bearer guessed"), await post(`Bearer ${secret}`)];
    door.close();

    assert.deepEqual([forged.status, right.status], [401, 200]);
    assert.deepEqual(asked, [`Bearer ${secret}`]);
  });
});
