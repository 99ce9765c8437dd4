import { chmodSync, cpSync, existsSync, mkdirSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import type { Cloud } from "../../../kit/spec/clouds.ts";
import { folderFor, need, PeerUnavailable, run } from "../command.ts";
import { scannerVersions } from "../versions.ts";
import { templateOf } from "./arm/template.ts";
import type { Asked, Case, Scan, Verdicts } from "./contract.ts";
import { hclOf } from "./terraform/hcl.ts";
import { plannedOf } from "./terraform/plan.ts";

/** https://docs.kics.io/latest/results/ */
interface Report {
  readonly queries: readonly {
    readonly query_id: string;
    readonly query_name: string;
    readonly files: readonly { readonly search_key: string }[];
  }[];
}

/** What it reads of a cloud. It reads a plan of Terraform otherwise than its language, and many of its queries find nothing there. */
interface Reading {
  readonly cloud: Cloud;
  readonly platform: string;
  readonly file: string;
  write(all: readonly Asked[]): string;
}

/** It has no queries for Cloudflare. */
const readings: readonly Reading[] = [
  { cloud: "aws", platform: "Terraform", file: "main.tf", write: (all) => hclOf(plannedOf("aws", all)) },
  { cloud: "gcp", platform: "Terraform", file: "main.tf", write: (all) => hclOf(plannedOf("gcp", all)) },
  {
    ...{ cloud: "azure", platform: "AzureResourceManager", file: "template.json" },
    write: (all) => JSON.stringify(templateOf(all), undefined, 1),
  },
];

/** The id of the resource that a place is in: `aws_sqs_queue[one].policy`, `resource.aws_sqs_queue.one`, `resources.name={{one/child}}`. */
function idIn(place: string): string | undefined {
  const [, ...ids] =
    /^(?:resource\.)?\w+\[(?:\{\{)?([\w-]+)|^resource\.\w+\.([\w-]+)|name=(?:\{\{)?([\w-]+)/.exec(place) ?? [];
  return ids.find((id) => id !== undefined);
}

/** KICS and its queries, from its module: https://docs.kics.io/latest/getting-started/ @returns The folder of the module. */
async function build(): Promise<string> {
  const folder = folderFor(`kics-${scannerVersions.KICS}`);
  const module = join(folder, "module");
  if (existsSync(join(folder, "kics"))) return folder;
  const asked = ["mod", "download", "-json", `github.com/Checkmarx/kics/v2@${scannerVersions.KICS}`];
  const { Dir = "" }: { readonly Dir?: string } = JSON.parse(await need("go", asked, { cwd: folderFor("") }));
  rmSync(module, { recursive: true, force: true });
  // Its go.mod replaces modules, so that only itself can build it; and Go stores modules read-only.
  cpSync(Dir, module, { recursive: true });
  for (const file of [".", "go.mod", "go.sum"]) chmodSync(join(module, file), 0o755);
  await need("go", ["build", "-mod=mod", "-o", join(folder, "kics"), "./cmd/console"], { cwd: module });
  return folder;
}

/** What it fails, by the ids of resources. It says nothing of what passes: that is what it fails on others of the type. */
function verdictsIn({ queries }: Report, all: readonly Case[]): ReadonlyMap<string, Verdicts> {
  const found = queries.flatMap(({ query_id, files }) =>
    files.map(({ search_key }) => [idIn(search_key) ?? "", query_id] as const),
  );
  const failed = Map.groupBy(found, ([id]) => id);
  const idsOf = (id: string) => new Set((failed.get(id) ?? []).map(([, query]) => query));
  const byType = Map.groupBy(all, ({ type }) => type);
  const known = new Map([...byType].map(([type, own]) => [type, new Set(own.flatMap(({ id }) => [...idsOf(id)]))]));
  return new Map(
    all.map(({ id, type }) => {
      const own = idsOf(id);
      return [
        id,
        { failed: own, passed: new Set([...(known.get(type) ?? [])].filter((query) => !own.has(query))) },
      ] as const;
    }),
  );
}

async function scan(folder: string, { cloud, platform, file, write }: Reading, all: readonly Case[]): Promise<Scan> {
  const input = join(folder, cloud);
  mkdirSync(input, { recursive: true });
  writeFileSync(join(input, file), write(all.flatMap((one) => [one, ...one.around])));
  const assets = join(folder, "module/assets");
  const paths = [
    "--path",
    input,
    "--queries-path",
    join(assets, "queries"),
    "--libraries-path",
    join(assets, "libraries"),
  ];
  const reports = ["--output-path", folder, "--output-name", cloud, "--report-formats", "json"];
  // Nothing is asked of others, and nothing is told them.
  const offline = ["--disable-secrets", "--exclude-gitignore", "--no-progress", "--ci", "--ignore-on-exit", "results"];
  const args = ["scan", "--type", platform, ...paths, ...reports, ...offline];
  const { code, errors, output } = await run(join(folder, "kics"), args, { env: { DISABLE_CRASH_REPORT: "0" } });
  if (code !== 0) throw new PeerUnavailable(`KICS ended with ${code}:\n${(errors || output).slice(0, 500)}`);
  const report: Report = JSON.parse(readFileSync(join(folder, `${cloud}.json`), "utf8"));
  const titles = new Map(report.queries.map(({ query_id, query_name }) => [query_id, query_name]));
  return { scanner: "KICS", cloud, said: verdictsIn(report, all), titles };
}

/** What KICS says of all clouds that it knows. @throws PeerUnavailable */
export async function askKics(cases: readonly Case[]): Promise<readonly Scan[]> {
  const folder = await build();
  const scans: Scan[] = [];
  for (const reading of readings) {
    const own = cases.filter(({ cloud }) => cloud === reading.cloud);
    scans.push(await scan(folder, reading, own));
  }
  return scans;
}
