import { Miniflare } from "miniflare";
import { readFileSync } from "node:fs";
import { bundle } from "../../kit/bundler/index.ts";
import { groups } from "./behaviours/index.ts";
import { expectationOf } from "./behaviour.ts";
import { buffered, settings, streaming } from "./set.ts";
import { toTarget } from "./target.ts";
for (const [kind, set] of [["buffered", buffered], ["streaming", streaming]] as const) describe(kind, () => {
  let mf: Miniflare; let target: any; const lines: any[] = [];
  before(async function () { this.timeout(30000);
    const a = await bundle({ set: set.name, name: "app", root: set.root, handler: `./handlers/${kind}.ts`, trigger: "http", cloud: "cloudflare", settings: { timeout: 3, streaming: kind === "streaming" }, outdir: "/tmp/w/out" });
    mf = new Miniflare({ modules: [{ type: "ESModule", path: "index.js", contents: readFileSync(a.directory + "/index.js", "utf8") }], compatibilityDate: "2026-04-01", compatibilityFlags: ["nodejs_compat"], bindings: { FOURFOLD_SETTINGS: JSON.stringify(settings), ...set.functions.app.environment }, handleRuntimeStdio(out, err) { let b=""; out.on("data", (d) => { b += d; const p = b.split("\n"); b = p.pop() ?? ""; for (const l of p) if (l.includes('"coldStart"')) lines.push(JSON.parse(/\{.*\}/.exec(l)![0])); }); err.on("data", (d)=>{ const s=String(d); for (const l of s.split("\n")) if (l.includes('"coldStart"')) try {lines.push(JSON.parse(/\{.*\}/.exec(l)![0]))} catch {} }); } });
    target = toTarget({ cloud: "cloudflare", streaming: kind === "streaming", set: set.name, url: (await mf.ready).origin, logs: async () => lines });
  });
  after(() => mf.dispose());
  for (const g of groups) describe(g.subject, () => { for (const b of g.behaviours) { if ((b.streaming ?? kind === "streaming") !== (kind === "streaming")) continue; it(b.name, () => expectationOf(b, target).run(target)); } });
});
