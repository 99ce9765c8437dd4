import { join } from "node:path";
import { performance } from "node:perf_hooks";
import { type Listener, startRun } from "../../engine/index.ts";
import type { SmokeCheck } from "../../testing/smoke-check.ts";
import { inspect } from "../checks/inspect.ts";
import { type CloudReport, formatFailures, formatReport, isFaulty } from "../checks/report.ts";
import { loadSmoke } from "../checks/smoke.ts";
import { packageOf } from "../clouds.ts";
import { takeLock } from "../lock.ts";
import { buildFolder, isShared, type Project, pulumiFolder, sessionsFolder } from "../project.ts";
import { listStacks } from "../pulumi/run.ts";
import { ChangeFollower } from "../reload/change-follower.ts";
import { createReloader } from "../reload/reloader.ts";
import type { StartOptions } from "../running.ts";
import { openBrowser } from "../terminal/browser.ts";
import { formatInspectors } from "../terminal/inspectors.ts";
import { formatLogLine } from "../terminal/log-line.ts";
import { openProgress, type Progress } from "../terminal/progress.ts";
import type { Screens } from "../terminal/screens.ts";
import { createStackMask } from "../terminal/secrets.ts";
import { createSourceLines } from "../terminal/source-lines.ts";
import { formatMilliseconds } from "../terminal/table.ts";
import { watchTypes } from "../types/watch-types.ts";
import { createAnnouncer, findPlaces, type Places } from "./announce.ts";
import { Clouds } from "./clouds.ts";
import { describeErrors } from "./describe.ts";
import { type Evaluation, evaluate } from "./evaluate.ts";
import { followRun } from "./follow.ts";
import { createRequest, type DeployOptions, readConfig } from "./request.ts";

/** The options of `fourfold dev`. */
export interface DevOptions extends DeployOptions, StartOptions {
  /** Whether it ends after the first deployment and its checks. */
  readonly once: boolean;
  /** Whether types are checked during the session. */
  readonly check: boolean;
  /** Whether the first address is opened in a browser. */
  readonly open: boolean;
}

/** The width of the column with the names of clouds. */
const nameWidth = "cloudflare".length;

/** The state that a session's steps share. */
interface Session {
  readonly project: Project;
  readonly options: DevOptions;
  readonly signal: AbortSignal;
  readonly screens: Screens;
  readonly config: Awaited<ReturnType<typeof readConfig>>;
  readonly clouds: Promise<Clouds>;
  /** The notes of runs so far, each of which is shown once. */
  readonly said: Set<string>;
}

/** Runs the program. Errors and notes may quote settings: secret ones are masked. */
async function runEvaluation(session: Session, on: Listener): Promise<Evaluation> {
  const { project, options, config, clouds, signal } = session;
  const mask = createStackMask(config);
  const request = async () => {
    const { simulator } = await clouds;
    return await createRequest("up", project, { stack: options.stack, config }, simulator);
  };
  const evaluation = await evaluate(
    { main: project.main, whenReady: request() },
    {
      on: (event) => on(event.type === "diagnostic" ? { ...event, message: mask(event.message) } : event),
      signal,
      data: project.data,
    },
  );
  return { ...evaluation, errors: evaluation.errors.map(mask) };
}

/** Rolls back a first deployment that has failed, so that nothing incomplete stays. */
async function takeBack({ project, options, config, clouds, signal }: Session, { changes }: Evaluation): Promise<void> {
  const isFirst = Object.keys(changes).every((operation) => operation === "create");
  if (!isFirst || signal.aborted) return;
  const { simulator } = await clouds;
  await startRun(await createRequest("destroy", project, { stack: options.stack, config }, simulator), { signal });
}

async function check(
  evaluation: Evaluation,
  addresses: Places["addresses"],
  checks: readonly SmokeCheck[],
  progress: Progress,
): Promise<readonly CloudReport[]> {
  for (const [cloud, count] of evaluation.resources) {
    // Said before the checks, which take longer than the deployment: until they have ended, somebody can have a look.
    const local = addresses.find((address) => address.cloud === cloud)?.local;
    const place = local === undefined ? "" : `, serving at ${local}`;
    progress.step(cloud, `${count} resources deployed${place}, checking`);
  }
  const reports = await inspect(evaluation, addresses, checks);
  for (const { cloud, smoke } of reports) {
    progress.step(cloud, (smoke?.failures.length ?? 0) === 0 ? "ready" : `${smoke?.failures.length} checks failed`);
  }
  return reports;
}

async function inspectorsOf({ clouds }: Session): Promise<string> {
  const { simulator } = await clouds;
  return formatInspectors((await simulator.state()).inspectors);
}

/** How many log lines are shown for a cloud with a faulty address. */
const logLines = 8;

/** The last log lines of each cloud with a faulty address. */
async function* linesOfFaulty(
  { simulator }: Clouds,
  project: Project,
  reports: readonly CloudReport[],
): AsyncGenerator<string> {
  const toSources = createSourceLines(buildFolder(project));
  for (const { cloud, addresses } of reports) {
    if (!addresses.some(isFaulty)) continue;
    const lines: string[] = [];
    for await (const line of simulator.logs({ cloud: packageOf[cloud] })) lines.push(formatLogLine(toSources(line)));
    yield* lines.slice(-logLines);
  }
}

/** Deploys and checks for the first time, and shows the progress. */
async function deployFirst(session: Session): Promise<{ readonly evaluation: Evaluation; readonly failures: number }> {
  const { screens, project } = session;
  const start = performance.now();
  const checks = loadSmoke(project.smoke);
  const progress = openProgress(screens.progress, nameWidth);
  progress.step("program", "starting");
  const { on, notes } = followRun(progress, session.said);
  try {
    const [evaluation, loaded] = await Promise.all([runEvaluation(session, on), checks]);
    if (evaluation.errors.length > 0) {
      progress.end();
      (await session.clouds).requireAlive();
      await takeBack(session, evaluation);
      for (const message of [...notes.take(), ...describeErrors(evaluation.errors)]) screens.print(message);
      return { evaluation, failures: evaluation.errors.length };
    }
    progress.step("program", "deployed");
    const clouds = await session.clouds;
    const { addresses, names } = await findPlaces(clouds, evaluation);
    const reports = await check(evaluation, addresses, loaded, progress);
    progress.end();
    for (const note of notes.take()) screens.print(note);
    clouds.requireAlive();
    const failures = formatFailures(reports);
    const milliseconds = performance.now() - start;
    const deployed = { event: "deployed", clouds: reports, names, failures, milliseconds } as const;
    screens.tell(deployed, `\n${formatReport(reports, names)}\n`);
    if (session.options.inspect !== undefined) screens.print(`${await inspectorsOf(session)}\n`);
    for (const failure of failures) screens.print(failure);
    for await (const line of linesOfFaulty(clouds, project, reports)) screens.print(line);
    screens.print(`Ready after ${formatMilliseconds(milliseconds)}.`);
    if (session.options.open) openBrowser(reports.flatMap(({ addresses }) => addresses)[0]?.local, screens.print);
    return { evaluation, failures: failures.length };
  } finally {
    progress.end();
  }
}

/** Serves and follows changes until the signal is aborted. */
async function serve(session: Session, first: Evaluation): Promise<void> {
  const { project, screens, signal } = session;
  const clouds = await session.clouds;
  // Looked up for each call: after a restart it is another simulator.
  const replaceCode = (from: string, to: string) => clouds.simulator.replaceCode(from, to);
  const reloader = await createReloader(join(project.data, "reload"), { replaceCode });
  const announce = createAnnouncer(await findPlaces(clouds, first), screens.tell);
  const { on, notes } = followRun(openProgress({ write: () => true }, nameWidth), session.said);
  const types = session.options.check ? watchTypes(project, screens.print) : undefined;
  const again = async (until: AbortSignal): Promise<Evaluation> => {
    const config = await readConfig(project, session.options);
    const evaluation = await runEvaluation({ ...session, config, signal: AbortSignal.any([signal, until]) }, on);
    for (const note of notes.take()) screens.print(note);
    if (evaluation.errors.length === 0) {
      announce(await findPlaces(clouds, evaluation));
      await types?.follow(evaluation);
    }
    return evaluation;
  };
  const { folder } = project;
  const settings = ["Pulumi.yaml", `Pulumi.${session.options.stack}.yaml`].map((name) => join(folder, name));
  const follower = new ChangeFollower({ folder, reloader, settings, evaluate: again, print: screens.print });
  try {
    await follower.start(first);
    await types?.follow(first);
    screens.tell({ event: "serving" }, "Serving. Changes are deployed as they are saved; Ctrl-C ends it.");
    if (isShared(project)) screens.print("The shared clouds go on then, until `npx fourfold stop`.");
    await clouds.keep(screens.print, signal);
  } finally {
    follower.close();
    types?.close();
    await reloader.close();
  }
}

/** The CLI and `dev` share the clouds, but each has its own state: mention the other's, so that it is no surprise. */
function mentionPulumi(project: Project, print: (line: string) => void): void {
  const stacks = listStacks(join(pulumiFolder(project), "state"), project.name);
  if (stacks.length === 0) return;
  print(
    `\`fourfold pulumi\` has stacks on these simulated clouds too (${stacks.join(", ")}), with a state of its own: ` +
      "what it has deployed is not shown or changed here.",
  );
}

/**
 * Deploys a project to simulated clouds and serves it, following changes, until the signal is aborted.
 * Whatever it started ends with it.
 * @returns The exit code.
 */
export async function runDev(
  project: Project,
  options: DevOptions,
  screens: Screens,
  signal: AbortSignal,
): Promise<number> {
  const config = await readConfig(project, options);
  const locks = [takeLock(project.data)];
  const clouds = Clouds.open(project, options);
  try {
    if (isShared(project)) locks.push(takeLock(join(sessionsFolder(project), project.name)));
    mentionPulumi(project, screens.print);
    const session = { project, options, signal, screens, config, clouds, said: new Set<string>() };
    const { evaluation, failures } = await deployFirst(session);
    if (options.once || signal.aborted || evaluation.errors.length > 0) return failures === 0 ? 0 : 1;
    await serve(session, evaluation);
    return 0;
  } finally {
    const [opened] = await Promise.allSettled([clouds]);
    if (opened.status === "fulfilled") await opened.value.close();
    for (const lock of locks) lock.release();
  }
}
