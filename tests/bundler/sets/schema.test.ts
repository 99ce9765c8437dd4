import assert from "node:assert/strict";
import { type BundleRequest, bundle } from "../../../kit/bundler/index.ts";
import { clouds, isFourfoldError } from "../../../kit/spec/index.ts";
import { codeOf, createProject, type Project } from "../project.ts";

/** `MARK` stands in what no consumer's code may have. */
const order = `import * as v from "valibot";
const longest = 77;
export const Order = v.object({ id: v.pipe(v.string(), v.maxLength(longest)) });
export const Other = v.object({ mark: v.literal("MARK") });
console.log("MARK");
`;

const shop = (resources: string) => `import { from, functionSet, queue, topic } from "fourfold";
import * as v from "valibot";
import { catalog, Order as Placed, Other } from "./order.ts";
const mostItems = 99;
const Event = v.object({ size: v.pipe(v.number(), v.maxValue(mostItems)) });
const marked = queue(Other, { attempts: 7 });
export const shop = functionSet("shop", {
  root: import.meta.url,
  resources: { marked, ${resources} },
  functions: { api: { handler: "./api.ts", consumes: "placed" }, z: { handler: "./MARK.ts", http: true } },
});
`;

const handler = `import { consumer } from "fourfold/runtime";
import { shop } from "./shop.ts";
export default consumer(shop as never, "api", () => () => {});
`;

const consumes = { queue: "placed", attempts: 5, timeLimit: 30, backoff: { from: 10, to: 600 }, delays: false };
const request: Partial<BundleRequest> = { trigger: "consumes", settings: { timeout: 35, consumes }, schema: "placed" };

const createShop = (resources: string, others = ""): Promise<Project> =>
  createProject({ "src/shop.ts": shop(resources), "src/order.ts": order + others, "src/api.ts": handler });

const bundles = (project: Project) => Promise.all(clouds.map((cloud) => bundle(project.request(cloud, request))));

const codes = async (project: Project) => Promise.all((await bundles(project)).map(codeOf));
const hashes = async (project: Project) => (await bundles(project)).map(({ hash }) => hash);

describe("the code of a consumer", () => {
  const written: Readonly<Record<string, readonly [resources: string, part: RegExp, others?: string]>> = {
    "that is imported": ["placed: queue(Placed)", /\b77\b/],
    "that is a constant of the set's module": ["placed: topic(Event)", /\b99\b/],
    "that is written where it is used": ["placed: queue(v.object({ a: v.literal(55) }))", /\b55\b/],
    "of another set": [
      'placed: from(catalog, "placed")',
      /\b77\b/,
      `import { functionSet, queue } from "fourfold";
export const catalog = functionSet("catalog", { root: import.meta.url, resources: { placed: queue(Order) }, functions: {}, exports: { placed: [] } });`,
    ],
  };
  for (const [where, [resources, part, others = "export const catalog = 0;"]] of Object.entries(written)) {
    it(`has the schema of its messages, ${where}, and nothing else of its set`, async () => {
      await using project = await createShop(resources, others);

      for (const code of await codes(project)) {
        assert.match(code, part);
        assert.doesNotMatch(code, /MARK\.ts|functions:|attempts:7|literal\("MARK"\)/);
      }
    });
  }

  it("stays byte for byte when another resource of the set changes, and not when its schema does", async () => {
    await using project = await createShop("placed: queue(Placed)", "export const catalog = 0;");
    const before = await hashes(project);
    await project.write("src/shop.ts", shop("placed: queue(Placed)").replace("attempts: 7", 'keepFor: "9 days"'));
    const same = await hashes(project);
    await project.write("src/order.ts", `${order.replace("77", "78")}export const catalog = 0;`);
    const changed = await hashes(project);

    assert.deepEqual(same, before);
    assert.ok(changed.every((hash, index) => hash !== before[index]));
  });

  it("is refused when its schema cannot be followed, with what to write", async () => {
    await using project = await createShop("placed: [queue(Placed)][0]", "export const catalog = 0;");

    await assert.rejects(bundle(project.request("aws", request)), (error) => {
      assert.ok(isFourfoldError(error));
      assert.match(error.message, /schema of "placed" cannot be followed.*resources: \{ placed: queue\(Schema\) \}/s);
      return true;
    });
  });
});
