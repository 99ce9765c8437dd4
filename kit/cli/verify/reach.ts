import * as v from "valibot";
import { FourfoldError } from "../../spec/index.ts";
import type { NamedTarget } from "./targets.ts";

const Surroundings = v.object({ cloud: v.string(), set: v.string() });

async function ask({ greet, cloud, kind, url }: NamedTarget): Promise<Response> {
  try {
    return await greet();
  } catch (cause) {
    const reason = cause instanceof Error && cause.cause instanceof Error ? cause.cause.message : String(cause);
    throw new FourfoldError("ERR_VERIFY", {
      where: `${cloud}, ${kind}: ${url}`,
      what: `it does not answer: ${reason}.`,
      fix:
        "A new address may take minutes to work. Otherwise see whether it is deployed and can be reached from here; " +
        "what is deployed to the simulated clouds is reached with --simulated.",
      cause,
    });
  }
}

/**
 * Calls a target once, to check that it answers, and that the conformance app is the right one.
 * @throws FourfoldError `ERR_VERIFY` when nothing or another app answers.
 */
export async function requireAnswer(target: NamedTarget): Promise<void> {
  const { cloud, kind, set, url, isOwn } = target;
  const response = await ask(target);
  if (isOwn) return void (await response.body?.cancel());
  const text = await response.text();
  const seen = v.safeParse(v.pipe(v.string(), v.parseJson(), Surroundings), text);
  if (response.ok && seen.success && seen.output.cloud === cloud && seen.output.set === set) return;
  const answer = seen.success
    ? `the set "${seen.output.set}" on ${seen.output.cloud}`
    : `status ${response.status}, ${JSON.stringify(text.slice(0, 200))}`;
  throw new FourfoldError("ERR_VERIFY", {
    where: `${cloud}, ${kind}: ${url}`,
    what: `not the set "${set}" on ${cloud} answers, but ${answer}.`,
    fix: "Deploy the app with `deployConformance()`, or correct the outputs.",
  });
}

/**
 * Reads the log once, if there is access to it, so that a wrong command is noticed before anything is checked.
 * @throws FourfoldError `ERR_VERIFY` with the command's message.
 */
export async function requireLogs(targets: readonly NamedTarget[]): Promise<void> {
  await targets.find(({ logs }) => logs !== undefined)?.logs?.read();
}
