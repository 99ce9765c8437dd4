import { mkdirSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { performance } from "node:perf_hooks";
import { startPack } from "../../tests/policies/pack/server.ts";
import type { Benchmark } from "../benchmark.ts";
import { versionsOf } from "../machine.ts";
import { pairedRatio } from "../statistics.ts";
import { installPackage } from "./package.ts";

/** A pack of the same SDK without a policy. */
function createEmptyPack(folder: string): string {
  const pack = join(folder, "empty");
  mkdirSync(pack);
  writeFileSync(join(pack, "PulumiPolicy.yaml"), "runtime: nodejs\n");
  writeFileSync(join(pack, "package.json"), '{ "name": "empty", "version": "1.0.0", "main": "index.js" }\n');
  const program = 'new (require("@pulumi/policy").PolicyPack)("empty", { policies: [] });\n';
  writeFileSync(join(pack, "index.js"), program);
  return pack;
}

/** The time until a pack has told its port, and can be asked. */
async function timeToServe(folder: string): Promise<number> {
  const start = performance.now();
  const pack = startPack(folder);
  await pack.until(/^\d+$/m);
  const time = performance.now() - start;
  pack.process.kill();
  await pack.finished;
  return time;
}

/** Pulumi starts a pack at every preview and update. */
export const booting: Benchmark = {
  title: "Start of the policy pack",
  unit: "ms",
  async run(quick) {
    using installed = await installPackage();
    const packs = [join(installed.main, "policies"), createEmptyPack(installed.folder)] as const;
    for (const pack of packs) await timeToServe(pack);
    const [ours, empty]: [number[], number[]] = [[], []];
    for (let round = 0; round < (quick ? 3 : 15); round++) {
      ours.push(await timeToServe(packs[0]));
      empty.push(await timeToServe(packs[1]));
    }
    const measured = pairedRatio(ours, empty);
    return {
      series: [
        { label: "Fourfold's pack", values: ours },
        { label: "a pack without a policy", values: empty },
      ],
      claims: [{ text: "at most 1.3 times an empty pack", measured, atMost: 1.3, kept: false }],
      notes: [
        `From the start of Pulumi's runner of packs to the port that the pack can be asked at. The pack is compiled, as on npm. ${versionsOf("@pulumi/policy")}`,
      ],
    };
  },
};
