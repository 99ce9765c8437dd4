/**
 * `npm run test:peers`, a few minutes: asks other simulators the same questions as ours, and scanners about the policies, and writes the
 * differences to REPORT.md and SCANNERS.md. Needs Go, Java with Maven, Python, and git; peers are installed in `.fourfold/peers`.
 * `npm run test:peers -- moto` asks one of them.
 */
import { Argument, Command } from "commander";
import { dynalite } from "./answering/dynalite.ts";
import { elasticmq } from "./answering/elasticmq.ts";
import { moto } from "./answering/moto.ts";
import { simulated } from "./answering/simulated.ts";
import { type Asked, ask } from "./ask.ts";
import { PeerUnavailable } from "./command.ts";
import { type Conformance, conformance } from "./gocloud.ts";
import { judged } from "./judged/index.ts";
import { keepReport } from "./kept.ts";
import { compareFilters } from "./pubsub/compared.ts";
import { type Findings, formatReport, record } from "./report.ts";
import { comparedIn, problemsOfScan, scan, scannerNames } from "./scanners/index.ts";
import { formatScans, type ScanFindings } from "./scanners/report.ts";
import { scripts } from "./scripts/index.ts";
import { type Comparison, compare, problemsOf } from "./verdict.ts";

const answering = { moto, elasticmq, dynalite } as const;
const simulators = [...Object.keys(answering), "gocloud", "pstest"];
const names = [...simulators, ...scannerNames];

/** Collects peers that are unavailable, so that the others are still asked. */
async function tried<T>(name: string, unavailable: string[], asking: () => Promise<T>): Promise<T | undefined> {
  console.log(`asking ${name}`);
  try {
    return await asking();
  } catch (error) {
    if (!(error instanceof PeerUnavailable)) throw error;
    unavailable.push(`${name} could not be asked: ${error.message}`);
    return undefined;
  }
}

async function compareScripts(chosen: readonly string[], unavailable: string[]): Promise<readonly Comparison[]> {
  const peers = Object.entries(answering).filter(([name]) => chosen.includes(name));
  if (peers.length === 0) return [];
  const ours = await ask(simulated, scripts);
  const comparisons: Comparison[] = [];
  for (const [name, peer] of peers) {
    const theirs: Asked = (await tried(name, unavailable, () => ask(peer, scripts))) ?? new Map();
    comparisons.push(...compare(peer.name, ours, theirs, judged));
  }
  return comparisons;
}

async function find(chosen: readonly string[]): Promise<Findings> {
  const unavailable: string[] = [];
  const comparisons = [...(await compareScripts(chosen, unavailable))];
  if (chosen.includes("pstest")) {
    const filters = await tried("pstest", unavailable, () => compareFilters(judged));
    if (filters !== undefined) comparisons.push(filters);
  }
  const conformances: Conformance[] = [];
  for (const peer of chosen.includes("gocloud") ? [simulated, moto, elasticmq, dynalite] : []) {
    const found = await tried(`the Go CDK's tests on ${peer.name}`, unavailable, () => conformance(peer));
    if (found !== undefined) conformances.push(found);
  }
  return { comparisons, conformance: conformances, unavailable };
}

function unjudgedOf({ disagreements }: Comparison): number {
  return disagreements.filter(({ judgement }) => judgement === undefined).length;
}

/** Writes the report, or prints it if it is about some of the peers only. @returns The problems. */
function report(findings: Findings, isWhole: boolean): readonly string[] {
  if (!isWhole) {
    console.log(formatReport(findings, new Date()));
    return [];
  }
  // A judgement is about a script, whatever our answer is: a new defect of ours shows only here.
  return record(findings, new Date()) ? ["tools/peers/REPORT.md has changed: commit it if the answers are right."] : [];
}

/** Whether all of some were asked. */
const areAll = (some: readonly string[], chosen: readonly string[], { length }: readonly string[]): boolean =>
  some.every((name) => chosen.includes(name)) && length === 0;

/** What simulators answer. @returns How much was as it should be, and the problems. */
async function askSimulators(chosen: readonly string[]): Promise<readonly [number, readonly string[]]> {
  const findings = await find(chosen);
  const changed = report(findings, areAll(simulators, chosen, findings.unavailable));
  const failed = findings.conformance
    .filter(({ peer }) => peer === simulated.name)
    .flatMap(({ kinds }) =>
      kinds.flatMap((one) => one.failed.map((test) => `The Go CDK's ${test} fails with ${one.kind}`)),
    );
  const asks = findings.comparisons.reduce((sum, one) => sum + one.asked - unjudgedOf(one), 0);
  const tests = findings.conformance.flatMap(({ kinds }) => kinds).reduce((sum, { passed }) => sum + passed, 0);
  return [asks + tests, [...findings.unavailable, ...problemsOf(findings.comparisons, judged), ...failed, ...changed]];
}

/** What scanners and a price list say. @returns How much was compared, and the problems. */
async function askScanners(chosen: readonly string[]): Promise<readonly [number, readonly string[]]> {
  const unavailable: string[] = [];
  const findings: ScanFindings = await scan(chosen, (name, ask) => tried(name, unavailable, ask));
  const text = formatScans(findings, new Date());
  const problems = [...unavailable, ...problemsOfScan(findings)];
  if (!areAll(scannerNames, chosen, unavailable)) {
    console.log(text);
    return [comparedIn(findings), problems];
  }
  const hasChanged = keepReport(text, new URL("SCANNERS.md", import.meta.url));
  const changed = hasChanged
    ? ["tools/peers/SCANNERS.md has changed: commit it if the decisions are still right."]
    : [];
  return [comparedIn(findings), [...problems, ...changed]];
}

async function main(asked: readonly string[]): Promise<void> {
  const chosen = asked.length === 0 ? names : asked;
  const isAny = (some: readonly string[]): boolean => some.some((name) => chosen.includes(name));
  const [compared, problems] = isAny(simulators) ? await askSimulators(chosen) : [0, []];
  const [scanned, undecided] = isAny(scannerNames) ? await askScanners(chosen) : [0, []];
  const all = [...problems, ...undecided];
  for (const problem of all) console.error(problem);
  console.log(`${compared + scanned} passed, ${all.length} failed`);
  process.exitCode = all.length === 0 ? 0 : 1;
}

await new Command("test:peers")
  .description("Asks other simulators and scanners what it asks ours, and writes what they answer to tools/peers/.")
  .addArgument(
    new Argument("[peers...]", "whom to ask, all unless named; a report is written when all of it are").choices(names),
  )
  .action(main)
  .parseAsync();
