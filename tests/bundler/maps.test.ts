import assert from "node:assert/strict";
import { readdir, readFile, writeFile } from "node:fs/promises";
import { join } from "node:path";
import { bundle } from "../../kit/bundler/index.ts";
import { findSourceMap } from "../../kit/bundler/output/maps.ts";
import { hashArchive } from "../../kit/simulator/client.ts";
import { clouds } from "../../kit/spec/index.ts";
import { createProject } from "./project.ts";

const greeting = (text: string): string => `export const greeting = "${text}";`;

describe("the source map of some code", () => {
  for (const cloud of clouds) {
    it(`is found for ${cloud} by the hash that the simulated clouds know the code by`, async () => {
      await using project = await createProject();
      const request = project.request(cloud);
      const first = await bundle(request);
      await project.write("src/greeting.ts", greeting("later"));
      const second = await bundle(request);

      const known = await hashArchive(second.directory);

      assert.equal(second.hash, known);
      assert.match(findSourceMap(request.outdir, cloud, known) ?? "", /later/);
      assert.match(findSourceMap(request.outdir, cloud, first.hash) ?? "", /good morning/);
      assert.equal(findSourceMap(request.outdir, cloud, "0".repeat(64)), undefined);
      assert.equal(findSourceMap(join(request.outdir, "nowhere"), cloud, known), undefined);
    });
  }

  it("is kept for the ten bundles before the last one", async () => {
    await using project = await createProject();
    const request = project.request("aws");
    const hashes: string[] = [];
    for (let version = 0; version < 13; version += 1) {
      await project.write("src/greeting.ts", greeting(`version ${version}`));
      hashes.push((await bundle(request)).hash);
    }

    const found = hashes.map((hash) => findSourceMap(request.outdir, "aws", hash) !== undefined);

    assert.deepEqual(found, [false, false, ...Array(11).fill(true)]);
    assert.equal((await readdir(join(request.outdir, "shop/api/aws/earlier"))).length, 10);
  });

  it("is not taken for that of other code when it does not say which code it is of", async () => {
    await using project = await createProject();
    const request = project.request("aws");
    const { hash, sourceMap } = await bundle(request);
    const { x_fourfold_code: code, ...rest } = JSON.parse(await readFile(sourceMap, "utf8"));
    await writeFile(sourceMap, JSON.stringify(rest));

    assert.equal(code, hash);
    assert.equal(findSourceMap(request.outdir, "aws", hash), undefined);
  });
});
