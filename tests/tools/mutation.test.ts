import assert from "node:assert/strict";
import { execFile } from "node:child_process";
import { existsSync, mkdirSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { dirname, join, matchesGlob } from "node:path";
import { promisify } from "node:util";
import { transformSync } from "esbuild";
import { compile } from "../../tools/mutation/compiler.ts";
import { changedFiles, findBuilders, findMutants, type Mutant, unchanged } from "../../tools/mutation/places.ts";
import { tryAll } from "../../tools/mutation/pool.ts";
import { judge } from "../../tools/mutation/report.ts";
import { survivors } from "../../tools/mutation/survivors.ts";
import { findTests, unasked } from "../../tools/mutation/tests.ts";
import { importsOf, sources } from "../repo/source.ts";

const project = process.cwd();
/** A small one, on the cloud whose tests are the fastest. */
const builder = "components/foundation/cloudflare.ts";

/** A builder as it would be after a change. */
function changed(id: string, from: string, to: string): Mutant {
  const text = readFileSync(builder, "utf8");
  assert.ok(text.includes(from));
  return { id, file: builder, source: text.replace(from, to), line: 1 };
}

/** What a file imports to run. */
function withoutTypes(text: string): string {
  return transformSync(text, { loader: "ts" }).code;
}

function mutant(id: string): Mutant {
  return { id, file: builder, source: "", line: 1 };
}

/** A project that has only these files, in a folder of its own. */
function createProject(files: Readonly<Record<string, string>>): string {
  const folder = mkdtempSync(join(tmpdir(), "fourfold-mutation-"));
  for (const [file, text] of Object.entries(files)) {
    mkdirSync(dirname(join(folder, file)), { recursive: true });
    writeFileSync(join(folder, file), text);
  }
  return folder;
}

/** The changes of a builder with this text: what each makes of it, by name. */
function mutantsOf(text: string): ReadonlyMap<string, string> {
  const folder = createProject({ "components/function/aws.ts": text });
  try {
    const found = findMutants(folder, "components/function/aws.ts");
    return new Map(found.map(({ id, source }) => [id.replace("components/function/aws.ts:", ""), source]));
  } finally {
    rmSync(folder, { recursive: true });
  }
}

describe("mutation", () => {
  it("removes properties, spreads, items and resources, however deep, each by a name that stays", () => {
    const found = mutantsOf(
      'function createIt(self) {\n  new Role("a", { list: [1, { deep }], ...more }, { parent: self });\n}\n',
    );

    assert.deepEqual([...found.keys()].toSorted(), [
      "createIt.Role",
      "createIt.Role....more",
      "createIt.Role.list",
      "createIt.Role.list.[0]",
      "createIt.Role.list.[1]",
      "createIt.Role.list.[1].deep",
      "createIt.Role.parent",
    ]);
    assert.match(found.get("createIt.Role.list.[1].deep") ?? "", /\{ list: \[1, \{ {2}\}\], \.\.\.more \}/);
  });

  it("widens each grant, and ignores each transform", () => {
    const found = mutantsOf(
      'const args = { Action: ["s3:GetObject"], role: "roles/run.invoker" };\ntransformed(transform.role, args);\n',
    );

    assert.match(found.get("args.Action wider") ?? "", /\{ Action: "\*", role/);
    assert.match(found.get("args.role wider") ?? "", /role: "roles\/editor" \}/);
    assert.match(found.get(" untransformed") ?? "", /transformed\(undefined, args\)/);
  });

  it("finds the builders of a component by their names, what they make arguments with, and all that is not left out", () => {
    const folder = createProject({
      "components/queue/index.ts": 'import { checked } from "./checked.ts";\nexport const index = checked;\n',
      "components/queue/checked.ts": "export const checked = 1;\n",
      "components/queue/aws.ts": 'import { fifo } from "./names.ts";\nexport const build = fifo;\n',
      "components/queue/aws-dead-letters.ts": 'import type { Checked } from "./checked.ts";\nexport const build = 1;\n',
      "components/queue/names.ts": 'import { join } from "../support/joined.ts";\nexport const fifo = join;\n',
      "components/support/joined.ts": "export const join = 1;\n",
      "components/support/checks/lengths.ts": "export const lengths = 1;\n",
    });
    const builders = [
      ...["components/queue/aws-dead-letters.ts", "components/queue/aws.ts", "components/queue/names.ts"],
      "components/support/joined.ts",
    ];

    try {
      assert.deepEqual([...findBuilders(folder)].toSorted(), builders);
      assert.deepEqual(changedFiles(folder).toSorted(), ["components/queue/checked.ts", ...builders].toSorted());
    } finally {
      rmSync(folder, { recursive: true });
    }
  });

  it("leaves out only what there is, with a reason", () => {
    const paths = sources().map(({ path }) => path);

    for (const [pattern, reason] of Object.entries(unchanged)) {
      assert.ok(
        paths.some((path) => matchesGlob(path, pattern)),
        `${pattern} is left out, and there is no such file`,
      );
      assert.ok(reason.length > 20);
    }
  });

  it("looks at every file of a component that loads a cloud's SDK", () => {
    const looked = changedFiles(project);
    const sdk = /^@pulumi\/(?!pulumi\b|policy\b)[\w-]+/;
    const components = sources().filter(({ path }) => path.startsWith("components/"));

    const makers = components.filter(({ text }) => importsOf(withoutTypes(text)).some((name) => sdk.test(name)));

    assert.ok(makers.length >= 12);
    for (const { path } of makers) assert.ok(looked.includes(path), `${path} makes resources, and no mutant is of it`);
  });

  it("asks every component test but those that are left out with a reason", () => {
    const asked = findTests(project);

    for (const [name, reason] of Object.entries(unasked)) {
      assert.ok(existsSync(`tests/components/${name}.test.ts`), `${name} is left out, and there is no such test`);
      assert.ok(reason.length > 20);
    }
    assert.ok(asked.includes("tests/components/routes.test.ts"));
    assert.ok(!asked.includes("tests/components/snapshots.test.ts"));
  });

  it("lists only survivors that there are, with a reason", () => {
    const known = new Set(changedFiles(project).flatMap((file) => findMutants(project, file).map(({ id }) => id)));

    for (const { id, reason } of survivors) {
      assert.ok(known.has(id), `${id} is listed, and there is no such argument`);
      assert.ok(reason.length > 20);
    }
  });

  it("fails for a survivor that is not listed, and for a listed one that is none", () => {
    const [quiet, listed, noticed, broken] = [mutant("quiet"), mutant("listed"), mutant("noticed"), mutant("broken")];
    const failure = { test: "t", again: "t", message: "m", isDoubtful: false };
    const verdicts = [{ mutant: quiet }, { mutant: listed }, { mutant: noticed, failure }];
    const excuses = ["listed", "noticed", "broken", "gone"].map((id) => ({ id, reason: "none" }));

    const { problems } = judge({
      all: [quiet, listed, noticed, broken],
      verdicts,
      refused: new Map([[broken, "It does not compile."]]),
      survivors: excuses,
    });

    assert.deepEqual(problems, [
      `no test notices quiet (${builder}:1)`,
      "survivors.ts lists gone, which there is not",
      "survivors.ts lists noticed, which does not survive any more: remove the entry",
      "survivors.ts lists broken, which does not survive any more: remove the entry",
    ]);
  });

  it("tells a change that tests notice from one that they do not, whether it is loaded with the tests or by them", async () => {
    const files = {
      "components/queue/aws.ts": "export const build = () => 1;\n",
      "components/queue/checked.ts": "export const checked = 1;\n",
      "tests/components/queue.test.ts": `
        import assert from "node:assert/strict";
        import { checked } from "../../components/queue/checked.ts";
        it("has one", async () => {
          const { build } = await import("../../components/queue/aws.ts");
          assert.equal(build() + checked, 2);
        });`,
    };
    const folder = createProject(files);
    const [builder, other] = Object.entries(files);
    const mutants = [builder, other].flatMap(([file, text] = ["", ""]) => [
      { id: `${file} same`, file, source: text.replace("1", "2 - 1"), line: 1 },
      { id: `${file} other`, file, source: text.replace("1", "3"), line: 1 },
    ]);

    const verdicts = await tryAll(mutants, { project: folder, workers: 1, done: () => {} });

    const noticed = verdicts.flatMap(({ mutant: { id }, failure }) => (failure === undefined ? [] : [id]));
    assert.deepEqual(noticed, ["components/queue/aws.ts other", "components/queue/checked.ts other"]);
    rmSync(folder, { recursive: true });
  });

  it("refuses what a test says that fails without a change too", async () => {
    const folder = createProject({
      "components/queue/aws.ts": "export const build = 1;\n",
      "tests/components/broken.test.ts":
        'describe("queues", () => { it("are there (always)", () => { throw new Error("on purpose"); }); });\n',
    });
    const mutant = { id: "m", file: "components/queue/aws.ts", source: "export const build = 2;\n", line: 1 };

    const verdicts = tryAll([mutant], { project: folder, workers: 1, done: () => {} });

    await assert.rejects(verdicts, /Without any mutant the tests fail: queues are there \(always\): .*on purpose/);
    rmSync(folder, { recursive: true });
  });

  it("tells a change that does not compile from one that does", () => {
    const same = changed("same", "/** ", "/** A comment. ");
    const broken = changed("broken", ", nodes: { ...(budget && { budget }) }", "");

    const refused = compile(project, [same, broken]);

    assert.deepEqual([...refused.keys()], [broken]);
  }).timeout(120_000);

  it("leaves no survivor in a sample, which a change of any builder changes", async () => {
    const args = ["tools/mutation/main.ts", "--sample", "2", "--workers", "1"];
    const { stdout } = await promisify(execFile)(process.execPath, args).catch(
      (failed: { readonly stdout: string }) => failed,
    );

    assert.match(stdout, /MUTATION_SEED=/);
    assert.match(stdout, /^survivors +0$/m, stdout);
  }).timeout(600_000);
});
