import assert from "node:assert/strict";
import { readdirSync } from "node:fs";
import { basename } from "node:path";
import { type Artifact, bundle } from "../../kit/bundler/index.ts";
import { clouds } from "../../kit/spec/index.ts";
import { createProject } from "./project.ts";

/** The kinds of resources that functions can link. */
const kinds = ["param", "queue", "secret", "table", "topic"] as const;

type Kind = (typeof kinds)[number];

/** The parts of the run time that the drivers of a kind are made of. */
const parts: Readonly<Record<Kind, RegExp>> = {
  param: /(?!)/,
  queue: /kit\/runtime\/messages\//,
  topic: /kit\/runtime\/messages\//,
  table: /kit\/runtime\/tables\//,
  secret: /kit\/runtime\/secrets\//,
};

const handler = (name: string) => `
import { http } from "fourfold/runtime";
import { shop } from "./shop.ts";

export default http(shop, "${name}", (links) => ({ fetch: () => new Response(String(links)) }));
`;

const pathsOf = ({ report }: Artifact): readonly string[] => report.map(({ path }) => path);

/** The kinds whose drivers are in a bundle. */
function driversIn(artifact: Artifact): readonly string[] {
  const found = pathsOf(artifact).map((path) => /kit\/runtime\/drivers\/(\w+)[./]/.exec(path)?.[1]);
  return kinds.filter((kind) => found.includes(kind));
}

describe("the drivers in a bundle", () => {
  for (const cloud of clouds) {
    it(`are those of its function's links on ${cloud}, also when functions with others are built at the same time`, async () => {
      const files = kinds.map((kind) => [`src/${kind}.ts`, handler(kind)] as const);
      await using project = await createProject(Object.fromEntries(files));
      const { settings } = project.request(cloud);
      const linking = (kind: Kind) =>
        project.request(cloud, {
          ...{ name: kind, handler: `./${kind}.ts` },
          settings: { ...settings, links: { linked: { kind, verbs: [] } } },
        });

      const [without, ...linked] = await Promise.all([
        bundle(project.request(cloud)),
        ...kinds.map((kind) => bundle(linking(kind))),
      ]);

      assert.deepEqual(
        linked.map(driversIn),
        kinds.map((kind) => [kind]),
      );
      assert.deepEqual(driversIn(without), []);
      for (const [index, artifact] of [...linked, without].entries()) {
        const [own] = kinds.slice(index, index + 1).map((kind) => String(parts[kind]));
        const foreign = Object.values(parts).filter((part) => String(part) !== own);
        const found = pathsOf(artifact).filter((path) => foreign.some((part) => part.test(path)));
        assert.deepEqual(found, [], kinds[index] ?? "without links");
      }
    });
  }

  for (const cloud of clouds) {
    it(`hold of a table's what its function's verbs need on ${cloud}`, async () => {
      await using project = await createProject({ "src/table.ts": handler("table") });
      const { settings } = project.request(cloud);
      const partsFor = async (...verbs: readonly (readonly string[])[]) => {
        const links = Object.fromEntries(verbs.map((each, at) => [`t${at}`, { kind: "table" as const, verbs: each }]));
        const request = { name: "table", handler: "./table.ts", settings: { ...settings, links } };
        const paths = pathsOf(await bundle(project.request(cloud, request))).join("\n");
        return ["faces/reads", "pages", "faces/writes", "faces/updates"].filter((part) =>
          paths.includes(`/runtime/tables/${part}.ts`),
        );
      };

      assert.deepEqual(await partsFor(["read"]), ["faces/reads", "pages"]);
      assert.deepEqual(await partsFor(["write"], ["write"]), ["faces/writes"]);
      assert.deepEqual(await partsFor(["read"], ["write"]), ["faces/reads", "pages", "faces/writes", "faces/updates"]);
    });
  }

  for (const cloud of ["azure", "cloudflare"] as const) {
    it(`open tables that Fourfold has not made on ${cloud} only where a link is to one that its set does not make`, async () => {
      await using project = await createProject({ "src/api.ts": handler("api") });
      const { settings } = project.request(cloud);
      const linking = (bound: { readonly bound?: true }) => {
        const links = {
          own: { kind: "table", verbs: ["read"] },
          theirs: { kind: "table", verbs: ["read"], ...bound },
        } as const;
        return bundle(project.request(cloud, { settings: { ...settings, links } }));
      };

      const [own, bound] = [await linking({}), await linking({ bound: true })].map((artifact) =>
        pathsOf(artifact).filter((path) => /runtime\/tables\/stores\/\w+\/foreign/.test(path)),
      );

      assert.deepEqual([own?.length, bound?.length], [0, 1]);
    });
  }

  it("are tried for every kind that has one", () => {
    const drivers = readdirSync("kit/runtime/drivers").map((name) => basename(name, ".ts"));

    assert.deepEqual(drivers.filter((name) => name !== "address").toSorted(), kinds);
  });
});
