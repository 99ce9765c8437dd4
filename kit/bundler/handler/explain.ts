import { readFile } from "node:fs/promises";
import { SourceMap } from "node:module";
import { basename, isAbsolute } from "node:path";
import { FourfoldError, type Problem, supports, triggers } from "../../spec/index.ts";
import type { Built, Described } from "../build/build.ts";
import { isLeftToPlatform } from "../build/own-options.ts";
import { packageOf } from "../build/packages.ts";
import { projectOf, sourceName } from "../build/sources.ts";
import { targets } from "../targets.ts";
import { type Found, functionTitle, shown } from "./find.ts";
import type { Failure } from "./loader.ts";

/** A place in the sources. */
interface Place {
  readonly file: string;
  readonly line: number | undefined;
}

/** What a cause is found from. */
interface Case {
  readonly failure: Failure;
  readonly found: Found;
  readonly place: Place;
  /** The text of the source that it was thrown in. */
  readonly text: string;
}

type Explanation = Pick<Problem, "what" | "fix">;

/** Explains a failure if it has a certain known cause. */
type Cause = (of: Case) => Explanation | undefined;

/** Where in the sources an error was thrown: the first line of its stack that leads to one. */
function placeOf({ request, handler }: Found, { inputs, map }: Described, { stack = "" }: Failure): Place {
  const whole = { file: handler, line: undefined };
  if (map.length === 0) return whole;
  const sources = new SourceMap(JSON.parse(Buffer.concat(map).toString()));
  const project = projectOf(handler);
  const entry = targets[request.cloud].entry.replace(".", "\\.");
  for (const [, line, column] of stack.matchAll(new RegExp(`[\\s(]${entry}:(\\d+):(\\d+)`, "g"))) {
    const origin = sources.findEntry(Number(line) - 1, Number(column) - 1);
    // Code that esbuild has added comes from no source.
    if (!("originalSource" in origin)) continue;
    const file = inputs.find((input) => sourceName(input, project) === origin.originalSource);
    if (file !== undefined) return { file, line: origin.originalLine + 1 };
  }
  return whole;
}

const importIt = (name: string) =>
  `import the file: \`import file from "./${name}" with { type: "text" }\`, or \`"bytes"\``;

/** A Worker's modules have no address. A set says `root: import.meta.url`, which only deploying reads. */
const noAddress: Cause = ({ failure: { reason }, found: { request }, text }) => {
  if (request.cloud !== "cloudflare" || !/Invalid URL|Received undefined/.test(reason)) return undefined;
  if (!/\bimport\.meta\.(?:url|dirname|filename)\b/.test(text.replace(/\broot: import\.meta\.url/, "")))
    return undefined;
  return {
    what: `its file cannot be loaded: \`import.meta.url\` is undefined on Workers, which have no files (${reason}).`,
    fix: `Do not use it there; to read a file, ${importIt("page.html")}.`,
  };
};

const noFile: Cause = ({ failure: { code, path }, found: { request } }) => {
  if (code !== "ENOENT" || path === undefined) return undefined;
  const name = isAbsolute(path) ? basename(path) : path;
  const listIt =
    supports.assets.clouds[request.cloud].state === "refused" ? "" : ", or list it in the function's `assets`";
  return {
    what: `its file cannot be loaded: it reads "${path}", which does not ship with it.`,
    fix: `To ship a file, ${importIt(name)}${listIt}.`,
  };
};

const noModule: Cause = ({ failure: { reason, code } }) => {
  const [, name] = /Dynamic require of "(.+)" is not supported|Cannot find (?:module|package) '([^']+)'/
    .exec(reason)
    ?.filter((match) => match !== undefined) ?? [undefined, undefined];
  if (name === undefined || (code !== undefined && !code.endsWith("MODULE_NOT_FOUND"))) return undefined;
  return {
    what: `its file cannot be loaded: "${name}" is asked for by a name that is made at run time, so it is not in the bundle.`,
    fix: "Import it by its name.",
  };
};

/** Packages that are left to the platform are taken from the project here, as in the simulator. */
const notInstalled: Cause = ({ failure: { reason }, found: { request } }) => {
  const [, name = ""] = /Cannot find (?:module|package) '([^']+)'/.exec(reason) ?? [];
  if (!isLeftToPlatform(name, request)) return undefined;
  return {
    what: `its file cannot be loaded: \`external\` leaves "${name}" to ${request.cloud}, and it is not installed here.`,
    fix: `Install it, so that the code can be checked and tried: \`npm install --save-dev ${name}\`.`,
  };
};

const causes: readonly Cause[] = [noAddress, noFile, notInstalled, noModule];

/** Errors of the module have a stack. Otherwise the reason is ours, such as that it takes too long. */
const anyCause = ({ failure: { reason, stack }, found: { request } }: Case): Explanation => ({
  what: `its file cannot be loaded: ${stack === undefined ? reason : `it throws "${reason}"`}.`,
  fix: `A file is loaded without environment or links: use them in the function that is handed to \`${triggers[request.trigger].handler.define}\`.`,
});

/** What the reader of a message can do about somebody else's file. */
function inPackage(name: string, { request: { cloud } }: Found, { what }: Explanation): Explanation {
  return {
    what: what.replace("its file cannot be loaded", `package "${name}" cannot be loaded on ${cloud}`),
    fix: "Take another version of it or another package, or import it only in functions that do not run there.",
  };
}

/** A failure to load a handler's module, as its reader can use it: with the place in the sources, and a way out. */
export async function explainFailure(found: Found, built: Built, failure: Failure): Promise<FourfoldError> {
  const place = placeOf(found, built.describe(), failure);
  // The following lines, such as the list of importing files, are about the bundle.
  const [reason = ""] = failure.reason.trim().split("\n");
  const of: Case = { failure: { ...failure, reason }, found, place, text: await readFile(place.file, "utf8") };
  const explained = causes.map((cause) => cause(of)).find((each) => each !== undefined) ?? anyCause(of);
  const owner = packageOf(place.file);
  return new FourfoldError("ERR_HANDLER_EXPORT", {
    where: `${functionTitle(found.request)} (${shown(place.file, place.line)})`,
    ...(owner === undefined ? explained : inPackage(owner, found, explained)),
  });
}
