/**
 * Measures the speed figures that the project promises, on a copy of it, and prints them beside their targets:
 * `node tools/measure.ts`. Nothing fails here: how fast a machine is, is no property of the code.
 */
import { readdirSync, readFileSync } from "node:fs";
import { cpus } from "node:os";
import { performance } from "node:perf_hooks";
import { setTimeout as sleep } from "node:timers/promises";
import { formatTable } from "../kit/cli/terminal/table.ts";
import { clouds } from "../kit/spec/index.ts";
import { type Clone, createClone } from "../tests/support/clone.ts";
import type { Command } from "../tests/support/command.ts";
import { measureTypes } from "./measure-types.ts";

const edits = 8;
const handler = "functions/routes/health.ts";

/** Each row: what was measured, the figure, its target. */
type Row = readonly [string, string, string];

const seconds = (milliseconds: number): string => `${(milliseconds / 1000).toFixed(1)} s`;

function median(values: readonly number[]): number {
  return [...values].sort((a, b) => a - b)[Math.floor(values.length / 2)] ?? Number.NaN;
}

/** Local addresses by cloud, from the table that `dev` prints. */
function addressesIn(text: string): ReadonlyMap<string, string> {
  const rows = clouds.map((cloud) => [
    cloud,
    new RegExp(`^${cloud} .*(http://127\\.0\\.0\\.1:\\d+)$`, "m").exec(text)?.[1],
  ]);
  return new Map(rows.flatMap(([cloud, url]) => (cloud === undefined || url === undefined ? [] : [[cloud, url]])));
}

/** Starts as `npm start` does and waits until all clouds serve. */
async function measureStart(clone: Clone): Promise<{ readonly session: Command; readonly time: number }> {
  const start = performance.now();
  const session = clone.start(["dev"]);
  await session.until(/^Serving/m, 120_000);
  return { session, time: performance.now() - start };
}

/** Milliseconds until an address answers with some text. */
async function untilAnswers(url: string, text: string): Promise<number> {
  const start = performance.now();
  for (;;) {
    const response = await fetch(`${url}/health`);
    if ((await response.text()).includes(text)) return performance.now() - start;
    await sleep(10); // Asking more often would take the time that it measures.
  }
}

/**
 * The times of some edits by cloud, each made after the one before has come to rest. Every edit changes all clouds, and
 * one of them is asked for it, by turns: asking all at once would take the processors that the change needs.
 */
async function measureEdits(clone: Clone, addresses: ReadonlyMap<string, string>): Promise<readonly Row[]> {
  const times = new Map<string, number[]>(clouds.map((cloud) => [cloud, []]));
  let current = "up";
  for (let edit = 0; edit < edits; edit++) {
    for (const [cloud, url] of addresses) {
      // Whoever edits has looked at the page before; that may start an instance, and a standby after it.
      await untilAnswers(url, current);
      await sleep(1_000);
      const next = `edit-${edit}-${Date.now()}`;
      clone.edit(handler, `state: "${current}" }`, `state: "${next}" }`);
      current = next;
      times.get(cloud)?.push(await untilAnswers(url, next));
      await sleep(3_500); // The program is evaluated again a second after an edit.
    }
  }
  return [...times].map(([cloud, values]) => {
    const target = cloud === "aws" ? "100 ms" : "250 ms";
    const [low = 0, high = 0] = [Math.min(...values), Math.max(...values)].map(Math.round);
    return [
      `edit → new code on ${cloud}, p50 of ${edits}`,
      `${Math.round(median(values))} ms (${low}–${high})`,
      target,
    ];
  });
}

/** Every process below one, itself included, with its command line. */
function processTree(root: number): readonly { readonly pid: number; readonly command: string }[] {
  const processes = readdirSync("/proc").flatMap((name) => {
    if (!/^\d+$/.test(name)) return [];
    try {
      const parent = Number(/\) \S (\d+)/.exec(readFileSync(`/proc/${name}/stat`, "utf8"))?.[1]);
      return [
        { pid: Number(name), parent, command: readFileSync(`/proc/${name}/cmdline`, "utf8").replaceAll("\0", " ") },
      ];
    } catch {
      return []; // It ended while we were looking.
    }
  });
  const below = (pid: number): typeof processes =>
    processes.filter(({ parent }) => parent === pid).flatMap((child) => [child, ...below(child.pid)]);
  return [...processes.filter(({ pid }) => pid === root), ...below(root)];
}

/** Memory of the simulator and what it started: PSS counts pages that processes share once. https://docs.kernel.org/filesystems/proc.html */
async function measureMemory(clone: Clone): Promise<Row> {
  const label = "simulator with four clouds, PSS";
  if (process.platform !== "linux") return [label, "only on Linux", "600 MB"];
  const { pid } = JSON.parse((await clone.run(["status", "--json"])).stdout) as { readonly pid: number };
  const tree = processTree(pid);
  const kilobytes = tree.map(({ pid: each }) =>
    Number(/^Pss: +(\d+)/m.exec(readFileSync(`/proc/${each}/smaps_rollup`, "utf8"))?.[1] ?? 0),
  );
  const sum = kilobytes.reduce((total, each) => total + each, 0);
  return [label, `${Math.round(sum / 1024)} MB in ${tree.length} processes`, "600 MB"];
}

/** The engine's own time for one evaluation with nothing to change: its summary after a touch of the program. */
async function measureEvaluation(clone: Clone, session: Command): Promise<Row> {
  const times: number[] = [];
  for (let run = 0; run < 5; run++) {
    const before = session.text().length;
    clone.edit("index.ts", /$/, "\n");
    const pattern = /index\.ts → .* in ([\d.]+) (ms|s)/;
    while (!pattern.test(session.text().slice(before))) await sleep(20);
    const [, amount, unit] = pattern.exec(session.text().slice(before)) ?? [];
    times.push(Number(amount) * (unit === "s" ? 1000 : 1));
    await sleep(1_000);
  }
  return ["evaluation of the set on four clouds, p50 of 5", seconds(median(times)), "3 s"];
}

async function measure(): Promise<readonly Row[]> {
  const clone = createClone();
  try {
    const types = measureTypes(clone.folder);
    const cold = await measureStart(clone);
    cold.session.process.kill("SIGINT");
    await cold.session.finished;
    const warm = await measureStart(clone);
    try {
      const addresses = addressesIn(warm.session.text());
      return [
        ["four clouds ready, first start", seconds(cold.time), "8 s"],
        ["four clouds ready, later starts", seconds(warm.time), "8 s"],
        ...(await measureEdits(clone, addresses)),
        await measureMemory(clone),
        await measureEvaluation(clone, warm.session),
        ["types of 600 functions with 200 resources", seconds(types), "3 s"],
      ];
    } finally {
      warm.session.process.kill("SIGINT");
      await warm.session.finished;
    }
  } finally {
    clone.remove();
  }
}

console.log(`Node.js ${process.versions.node} on ${cpus().length} × ${cpus()[0]?.model ?? "unknown processor"}\n`);
console.log(formatTable([["measured", "here", "target"], ...(await measure())]));
