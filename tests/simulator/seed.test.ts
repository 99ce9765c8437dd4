import assert from "node:assert/strict";
import { writeFileSync } from "node:fs";
import { join } from "node:path";
import { createSimulator, type Simulator } from "../../kit/simulator/index.ts";
import { createTemporaryFolder } from "./support/temporary-folder.ts";

const boundary = `
- type: aws:iam/policy:Policy
  name: boundary
  properties:
    name: company-boundary
    policy: '{ "Version": "2012-10-17", "Statement": [{ "Effect": "Allow", "Action": "*", "Resource": "*" }] }'
- type: azure-native:resources:ResourceGroup
  name: landing-zone
  properties: { resourceGroupName: landing-zone, location: westeurope }
- type: cloudflare:index/zone:Zone
  name: zone
  properties: { name: example.com, account: { id: 0123456789abcdef0123456789abcdef } }
`;

describe("a seed", () => {
  let folder: ReturnType<typeof createTemporaryFolder>;
  let simulator: Simulator | undefined;
  before(() => {
    folder = createTemporaryFolder();
  });
  afterEach(async () => {
    await simulator?.stop();
    simulator = undefined;
  });
  after(() => folder.remove());

  const open = async (text: string, data = ":memory:"): Promise<Simulator> => {
    const seed = join(folder.path, "seed.yaml");
    writeFileSync(seed, text);
    await simulator?.stop();
    simulator = await createSimulator({ data, live: false, seed });
    return simulator;
  };
  const idsIn = ({ world }: Simulator) => world.store.all().map(({ id }) => id);

  it("is there before anything is deployed, and programs refer to it", async () => {
    const { providers } = await open(boundary);
    const aws = await providers.configure("aws", {});
    const trust = { Effect: "Allow", Principal: { Service: "lambda.amazonaws.com" }, Action: "sts:AssumeRole" };
    const news = {
      name: "worker",
      assumeRolePolicy: JSON.stringify({ Version: "2012-10-17", Statement: [trust] }),
      permissionsBoundary: "arn:aws:iam::123456789012:policy/company-boundary",
    };
    const azure = await providers.configure("azure-native", {});
    const group = { token: "azure-native:resources:getResourceGroup", args: { resourceGroupName: "landing-zone" } };

    const { id } = await aws.create({ urn: "urn:pulumi:dev::p::aws:iam/role:Role::worker", news, preview: false });

    assert.equal(id, "worker");
    assert.equal((await azure.invoke(group)).outputs.location, "westeurope");
  });

  it("is planted once, however often the simulator starts, and changes when the file does", async () => {
    const data = join(folder.path, "data");
    const first = idsIn(await open(boundary, data));
    const { world } = await open(
      boundary.replace("landing-zone, location", "landing-zone, tags: { by: us }, location"),
      data,
    );

    const [group] = world.store.find("azure-native:resources:ResourceGroup");
    assert.deepEqual(
      world.store.all().map(({ id }) => id),
      first,
    );
    assert.deepEqual([first.length, group?.outputs.tags], [3, { by: "us" }]);
  });

  it("does not plant again what a program has deleted since", async () => {
    const data = join(folder.path, "deleted");
    const { providers } = await open(boundary, data);
    const cloudflare = await providers.configure("cloudflare", {});
    const [zone] = simulator?.world.store.find("cloudflare:index/zone:Zone") ?? [];
    const urn = "urn:pulumi:dev::p::cloudflare:index/zone:Zone::zone";
    await cloudflare.delete({ urn, id: String(zone?.id), olds: {} });

    assert.equal(idsIn(await open(boundary, data)).length, 2);
  });

  it("gives generated names, the same for the same file", async () => {
    const group = "- { type: aws:cloudwatch/logGroup:LogGroup, name: audit, provider: { region: eu-central-1 } }";
    const one = await open(group);
    const [first] = one.world.store.all();
    const [second] = (await open(group)).world.store.all();

    assert.match(String(first?.id), /^audit-[0-9a-f]{7}$/);
    assert.deepEqual([second?.id, second?.scope.region], [first?.id, "eu-central-1"]);
  });

  for (const [title, text, message] of [
    ["that is not a list", "{}", /seed\.yaml is not a list of resources\. Correct the file\.$/],
    ["that cannot be parsed", "- [", /seed\.yaml cannot be read: /],
    ["with an item without a name", "- { type: a:b:C }", /item 1 needs a type token as `type` and a `name`/],
    [
      "with something that nobody reads",
      "- { type: aws:x:Y, name: a, inputs: {} }",
      /item 1 has `inputs`, but only type, name/,
    ],
    [
      "with a package that is not simulated",
      "- { type: rds:x:Y, name: a }",
      /the type rds:x:Y, whose package is not simulated/,
    ],
    ["with a type that is not simulated", "- { type: aws:x:Y, name: a }", /item 1 is refused: SimulatorLimit: /],
    [
      "that a cloud refuses",
      boundary.replace("example.com", "example"),
      /item 3 is refused: name must be a domain name/,
    ],
  ] as const) {
    it(`${title} is refused, with where and why`, async () => {
      await assert.rejects(open(text), { code: "ERR_USAGE", message });
    });
  }

  it("that is not there is refused", async () => {
    const seed = join(folder.path, "nowhere.yaml");
    const message = /nowhere\.yaml cannot be read: ENOENT/;

    await assert.rejects(createSimulator({ data: ":memory:", live: false, seed }), { code: "ERR_USAGE", message });
  });
});
