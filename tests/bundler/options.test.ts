import assert from "node:assert/strict";
import { type BundleRequest, bundle, createRebuilder } from "../../kit/bundler/index.ts";
import { clouds } from "../../kit/spec/index.ts";
import { codeOf, createProject } from "./project.ts";

const files = {
  "src/query.sql": "SELECT 1 AS good",
  "src/greeting.ts": `
    import query from "./query.sql";
    export class OutOfStock extends Error {}
    export const greeting = query + RELEASE + new OutOfStock().constructor.name;
  `,
};
const options: BundleRequest["bundle"] = { loader: { ".sql": "text" }, define: { RELEASE: '"seven"' } };

describe("a function's own options of bundling", () => {
  for (const cloud of clouds) {
    it(`decide on ${cloud} how files are read and what names mean, alone and when it is made again`, async () => {
      await using project = await createProject(files);
      const request = project.request(cloud, { bundle: options });

      const artifact = await bundle(request);

      assert.match(await codeOf(artifact), /SELECT 1 AS good/);
      assert.match(await codeOf(artifact), /seven/);
      const rebuilder = createRebuilder();
      const { hash } = await rebuilder.rebuild([request])(request);
      await rebuilder.dispose();
      assert.equal(hash, artifact.hash);
    });

    it(`keep on ${cloud} the names of classes, where that is asked for`, async () => {
      await using project = await createProject(files);
      const [short, kept] = await Promise.all([
        bundle(project.request(cloud, { bundle: options })),
        bundle(
          project.request(cloud, {
            bundle: { ...options, keepNames: true },
            name: "api",
            outdir: `${project.folder}/kept`,
          }),
        ),
      ]);

      assert.doesNotMatch(await codeOf(short), /"OutOfStock"/);
      assert.match(await codeOf(kept), /"OutOfStock"/);
    });
  }

  it("are no other function's, and have the same bytes in any company", async () => {
    await using project = await createProject(files);
    const requests = ["one", "two"].map((release) =>
      project.request("aws", {
        bundle: { ...options, define: { RELEASE: `"${release}"` } },
        outdir: `${project.folder}/${release}`,
      }),
    );

    const [one, two] = await Promise.all(requests.map((request) => bundle(request)));

    assert.ok(one && two);
    assert.match(await codeOf(one), /"?one"?/);
    assert.doesNotMatch(await codeOf(two), /goodone/);
    const again = await bundle({ ...project.request("aws", { bundle: { ...options, define: { RELEASE: '"one"' } } }) });
    assert.equal(again.hash, one.hash);
  });

  it("make the bundle again when they change", async () => {
    await using project = await createProject(files);
    const before = await bundle(project.request("aws", { bundle: options }));

    const after = await bundle(project.request("aws", { bundle: { ...options, define: { RELEASE: '"eight"' } } }));

    assert.notEqual(after.hash, before.hash);
    assert.match(await codeOf(after), /eight/);
  });

  it("leave a package out where the platform brings it, and nowhere else", async () => {
    const dependency = "@aws-sdk/client-none";
    await using project = await createProject({
      "src/greeting.ts": `export const greeting = async () => (await import("${dependency}")).greeting;`,
      [`src/node_modules/${dependency}/package.json`]: `{ "name": "${dependency}", "type": "module", "main": "index.js" }`,
      [`src/node_modules/${dependency}/index.js`]: 'export const greeting = "from the package";',
    });
    const codes = await Promise.all(
      clouds.map(async (cloud) =>
        codeOf(await bundle(project.request(cloud, { bundle: { external: ["@aws-sdk/*"] } }))),
      ),
    );

    assert.deepEqual(
      codes.map((code) => [/from the package/.test(code), code.includes(`import("${dependency}")`)]),
      clouds.map((cloud) => (cloud === "aws" ? [false, true] : [true, false])),
    );
  });

  it("take what the platform brings from the project when the module is checked", async () => {
    const greeting = (name: string) =>
      `import { greeting as sdk } from "${name}"; export const greeting = sdk.toUpperCase();`;
    await using project = await createProject({
      "src/greeting.ts": greeting("@aws-sdk/client-some"),
      "src/node_modules/@aws-sdk/client-some/package.json": '{ "type": "module", "main": "index.js" }',
      "src/node_modules/@aws-sdk/client-some/index.js": 'export const greeting = "from the package";',
    });
    const own = { bundle: { external: ["@aws-sdk/*"] } };

    const { warnings } = await bundle(project.request("aws", own));

    assert.deepEqual(warnings, []);
    await project.write("src/greeting.ts", greeting("@aws-sdk/client-none"));
    await assert.rejects(bundle(project.request("aws", own)), {
      code: "ERR_HANDLER_EXPORT",
      message: /leaves "@aws-sdk\/client-none" to aws, and it is not installed here\. Install it/,
    });
  });
});
