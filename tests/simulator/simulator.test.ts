import assert from "node:assert/strict";
import { connect } from "node:net";
import { join } from "node:path";
import { packages } from "../../kit/simulator/contract.ts";
import { openDatabase } from "../../kit/simulator/control/database.ts";
import { createSimulator, type Simulator } from "../../kit/simulator/index.ts";
import { deploymentOn } from "./deployment.ts";
import { createTemporaryFolder } from "./support/temporary-folder.ts";

const group = "aws:cloudwatch/logGroup:LogGroup";

describe("the simulator in this process", () => {
  let folder: ReturnType<typeof createTemporaryFolder>;
  before(() => {
    folder = createTemporaryFolder();
  });
  let simulator: Simulator | undefined;
  afterEach(async () => {
    await simulator?.stop();
    simulator = undefined;
  });
  after(() => folder.remove());

  it("has a provider for every package, and no other", async () => {
    simulator = await createSimulator({ data: ":memory:", live: false });

    for (const name of packages) assert.equal((await simulator.services(name)).package, name);
    await assert.rejects(simulator.providers.configure("rds", {}), {
      code: "ERR_USAGE",
      message: "The package rds is not simulated: there are aws, gcp, azure-native, cloudflare, random.",
    });
  });

  it("opens a gRPC front for every package, and closes all of them", async () => {
    simulator = await createSimulator({ data: ":memory:", live: false });
    const ports = await simulator.serve();

    const open = await Promise.all(Object.values(ports).map(isOpen));
    await simulator.stop();
    const closed = await Promise.all(Object.values(ports).map(isOpen));
    simulator = undefined;

    assert.deepEqual(Object.keys(ports), [...packages]);
    assert.deepEqual([open, closed], [packages.map(() => true), packages.map(() => false)]);
  });

  it("counts what is deployed and tells what has no effect", async () => {
    const deployment = await deploymentOn("aws");
    simulator = deployment.simulator;
    const { types } = await simulator.services("aws");
    const known = types.find(({ token }) => token === group)?.properties.retentionInDays;
    await deployment.create(group, "one", { name: "one", retentionInDays: 7 });
    await deployment.create(group, "two", { name: "two" });

    const { resources, inert, problems } = await simulator.state();

    assert.ok(typeof known === "object");
    assert.deepEqual(inert, [{ type: group, id: "one", property: "retentionInDays", reason: known.inert }]);
    assert.deepEqual([resources, problems], [{ aws: 2 }, []]);
  });

  it("starts with what works when something stored cannot work, and says what does not", async () => {
    const data = join(folder.path, "broken");
    const deployment = await deploymentOn("aws", { data, basePort: 0 });
    await deployment.create(group, "kept", {});
    await deployment.stop();
    const database = openDatabase(join(data, "simulator.db"));
    database.prepare("update resource set type = 'aws:old/gone:Gone' where type = ?").run(group);
    database.close();

    simulator = await createSimulator({ data, live: true, basePort: 0 });

    const { problems } = await simulator.state();
    assert.equal(problems.length, 1);
    assert.match(
      String(problems[0]),
      /^aws:old\/gone:Gone .* does not work: this version of the simulator does not know/,
    );
  });

  it("lets go of the folder when it cannot read it", async () => {
    const data = join(folder.path, "unreadable");
    const file = join(data, "simulator.db");
    const first = await createSimulator({ data, live: false });
    await first.stop();
    const insert =
      "insert into resource (type, account, region, id, inputs, outputs) values ('t', '1', 'n', 'a', '[]', '{}')";
    const broken = openDatabase(file);
    broken.prepare(insert).run();
    broken.close();

    await assert.rejects(createSimulator({ data, live: false }), { code: "ERR_STORE" });

    openDatabase(file).close();
  });
});

function isOpen(port: number): Promise<boolean> {
  return new Promise((resolve) => {
    const socket = connect(port, "127.0.0.1");
    socket.once("connect", () => resolve(true)).once("error", () => resolve(false));
    socket.once("connect", () => socket.destroy());
  });
}
