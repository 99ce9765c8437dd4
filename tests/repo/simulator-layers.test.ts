import assert from "node:assert/strict";
import { posix } from "node:path";
import { importsOf, sources } from "./source.ts";

const root = "kit/simulator/";
const services = `${root}services/`;

interface Import {
  readonly from: string;
  readonly to: string;
}

/** Every import of one file of the simulator by another, by their paths below `kit/simulator/`. */
const all: readonly Import[] = sources()
  .filter(({ path }) => path.startsWith(root))
  .flatMap(({ path, text }) =>
    importsOf(text)
      .filter((name) => name.startsWith("."))
      .map((name) => ({ from: path, to: posix.join(posix.dirname(path), name) })),
  )
  .map(({ from, to }) => ({ from: from.slice(root.length), to: to.slice(root.length) }));

/** What each layer may import of the others. `services` may import all but what puts the simulator together. */
const layers: Readonly<Record<string, readonly string[]>> = {
  contract: [],
  control: ["contract", "base"],
  iam: ["contract", "base"],
  schedules: ["contract", "base"],
  engines: ["contract", "base"],
  hosts: ["contract", "base", "iam"],
  services: ["contract", "base", "iam", "schedules", "engines", "hosts", "control"],
};

/** Files beside the layers that any of them may use. */
const base = /^(?:errors|limits)\.ts$|^process\/(?:address|guardian)\.ts$/;

function layerOf(path: string): string {
  if (path === "contract.ts") return "contract";
  if (base.test(path)) return "base";
  return path.includes("/") ? path.slice(0, path.indexOf("/")) : path;
}

/** The cloud and the service that a file belongs to: `["aws", "lambda"]` for `services/aws/lambda/code.ts`. */
function placeOf(path: string): readonly [cloud: string, service: string] {
  const [, cloud = "", ...rest] = path.split("/");
  return [rest.length === 0 ? "" : cloud, rest.length > 1 ? (rest[0] ?? "") : ""];
}

const isService = ({ from, to }: Import): boolean => from.startsWith("services/") && to.startsWith("services/");

/** Folders with an `index.ts` are services; others, such as `aws/http`, are what a cloud's services share. */
const closed = new Set(
  sources()
    .filter(({ path }) => path.startsWith(services) && /^[^/]+\/[^/]+\/index\.ts$/.test(path.slice(services.length)))
    .map(({ path }) => posix.dirname(path).slice(root.length)),
);

function lines(wrong: readonly Import[]): readonly string[] {
  return wrong.map(({ from, to }) => `${from} imports ${to}`);
}

describe("the layers of the simulator", () => {
  for (const [layer, below] of Object.entries(layers)) {
    it(`${layer} imports only ${["itself", ...below].join(", ")}`, () => {
      const own = all.filter(({ from }) => layerOf(from) === layer);
      const wrong = own.filter(({ to }) => layerOf(to) !== layer && !below.includes(layerOf(to)));

      assert.notEqual(own.length, 0);
      assert.deepEqual(lines(wrong), []);
    });
  }

  it("leaves services to what loads them", () => {
    const users = all.filter(({ from, to }) => !from.startsWith("services/") && to.startsWith("services/"));

    assert.deepEqual(lines(users), ["index.ts imports services/load.ts"]);
  });

  it("keeps the services of one cloud out of another's", () => {
    const wrong = all.filter(isService).filter(({ from, to }) => {
      const [[one], [other]] = [placeOf(from), placeOf(to)];
      return one !== "" && other !== "" && one !== other;
    });

    assert.deepEqual(lines(wrong), []);
  });

  it("lets a service be used only through its index.ts", () => {
    const wrong = all.filter(isService).filter(({ from, to }) => {
      const folder = posix.dirname(to);
      return closed.has(folder) && !from.startsWith(`${folder}/`) && posix.basename(to) !== "index.ts";
    });

    assert.ok(closed.size >= 15);
    assert.deepEqual(lines(wrong), []);
  });

  it("has a line for every service in its cloud's index.ts", () => {
    const listed = all
      .filter(({ from }) => /^services\/[^/]+\/index\.ts$/.test(from))
      .map(({ to }) => posix.dirname(to));

    assert.deepEqual(
      [...closed].filter((folder) => !listed.includes(folder)),
      [],
    );
  });
});
