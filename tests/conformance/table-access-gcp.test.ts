import assert from "node:assert/strict";
import { type DeployedTables, deployTables } from "./table-deployment.ts";

/** What a function may do in the database of its tables, whatever its code would ask for. */
async function allowedTo(name: "reader" | "writer", { simulator }: DeployedTables): Promise<readonly string[]> {
  const of = (type: string) => simulator.world.store.all().filter((one) => one.type.endsWith(`:${type}`));
  const [database] = of("Database");
  const account = of("Account").find(({ inputs }) => String(inputs.accountId).startsWith(`tables-${name}`));
  const service = await simulator.services("gcp");
  const principal = String(account?.outputs.email);
  const { GOOGLE_OAUTH_ACCESS_TOKEN: token, STORAGE_EMULATOR_HOST: base } =
    (await service.credentials?.({ principal })) ?? {};
  const document = `${database?.id}/documents/users/k`;
  const update = { name: document };
  const requests = {
    get: ["batchGet", { documents: [document] }],
    query: ["runQuery", { structuredQuery: { from: [{ collectionId: "users" }], limit: 1 } }],
    create: ["commit", { writes: [{ update, currentDocument: { exists: false } }] }],
    update: ["commit", { writes: [{ update, currentDocument: { exists: true } }] }],
    delete: ["commit", { writes: [{ delete: document }] }],
  } as const;
  const ask = async ([method, body]: (typeof requests)[keyof typeof requests]) =>
    fetch(`${base}/v1/${database?.id}/documents:${method}`, {
      method: "POST",
      headers: { authorization: `Bearer ${token}`, "content-type": "application/json" },
      body: JSON.stringify(body),
    });
  const allowed: string[] = [];
  for (const [what, request] of Object.entries(requests)) {
    const { status } = await ask(request);
    assert.ok(status !== 401, "the token is not one of the function");
    if (status !== 403) allowed.push(what);
  }
  return allowed;
}

describe("functions are granted nothing else of tables on gcp", function slowly() {
  this.timeout(120_000);

  it("lets who may read write nothing, and who may write ask for nothing that it does not know", async () => {
    await using target = await deployTables("gcp");
    await target.as("writer", "users").put({ id: "a" });

    assert.deepEqual((await target.as("reader", "users").get({ id: "a" }))?.value, { id: "a" });
    assert.deepEqual(await allowedTo("reader", target), ["get", "query"]);
    assert.deepEqual(await allowedTo("writer", target), ["get", "create", "update", "delete"]);
  });
});
