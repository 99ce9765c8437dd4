import assert from "node:assert/strict";
import {
  existsSync,
  mkdirSync,
  mkdtempSync,
  readFileSync,
  realpathSync,
  rmSync,
  symlinkSync,
  writeFileSync,
} from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { templateNames } from "../../../kit/cli/new/templates.ts";
import { type Finished, repository, startCommand } from "../../support/command.ts";

const bin = join(repository, "kit/cli/fourfold.js");

describe("fourfold new", function () {
  this.timeout(60_000);
  let folder: string;
  beforeEach(() => {
    folder = realpathSync(mkdtempSync(join(tmpdir(), "fourfold-new-")));
  });
  afterEach(() => rmSync(folder, { recursive: true }));

  const run = (...args: readonly string[]): Promise<Finished> =>
    startCommand(process.execPath, [bin, "new", ...args], { cwd: folder }).finished;
  const read = (file: string): string => readFileSync(join(folder, file), "utf8");

  /** What `npm install` would bring: this package, and those that it is developed with. */
  const install = (): void => {
    mkdirSync(join(folder, "node_modules"));
    for (const name of ["@pulumi", "@types"]) {
      symlinkSync(join(repository, "node_modules", name), join(folder, "node_modules", name), "dir");
    }
    symlinkSync(repository, join(folder, "node_modules/fourfold"), "dir");
  };

  it("makes a project with its own name and with versions that this package accepts, and says what to do next", async () => {
    const { code, stdout, stderr } = await run("greeter");

    assert.equal(code, 0, stderr);
    assert.match(stdout, /cd greeter && npm install\n {2}npm test\n {2}npx fourfold dev\n$/);
    const { name, dependencies, devDependencies } = JSON.parse(read("greeter/package.json"));
    const { version, peerDependencies } = JSON.parse(readFileSync(join(repository, "package.json"), "utf8"));
    assert.equal(name, "greeter");
    assert.deepEqual(dependencies, {
      "@pulumi/aws": peerDependencies["@pulumi/aws"],
      "@pulumi/pulumi": peerDependencies["@pulumi/pulumi"],
      fourfold: `^${version}`,
    });
    assert.equal(devDependencies["fourfold-simulator"], `^${version}`);
    assert.match(read("greeter/Pulumi.yaml"), /^name: greeter$/m);
    assert.match(read("greeter/Pulumi.dev.yaml"), /^ {2}greeter:protection: destroy$/m);
    assert.match(read("greeter/.gitignore"), /^\.fourfold\/$/m);
    assert.equal(existsSync(join(folder, "greeter/gitignore")), false);
  });

  for (const template of templateNames) {
    it(`makes a project whose own tests pass from the template ${template}, which keeps nothing of its placeholder`, async () => {
      install();

      const made = await run("made", "--template", template);
      const tested = await startCommand(process.execPath, ["--test", "tests/**/*.test.ts"], {
        cwd: join(folder, "made"),
      }).finished;

      assert.equal(made.code, 0, made.stderr);
      assert.equal(tested.code, 0, tested.stdout);
      assert.match(tested.stdout, /pass 2\n/);
      const grep = await startCommand("grep", ["-r", "fourfold-template", "made"], { cwd: folder }).finished;
      assert.equal(grep.stdout, "");
    });
  }

  it("leaves a folder alone that has something in it", async () => {
    mkdirSync(join(folder, "full"));
    writeFileSync(join(folder, "full/notes.txt"), "mine");

    const { code, stderr } = await run("full");

    assert.equal(code, 1);
    assert.match(stderr, /full: the folder is not empty\..*\[ERR_USAGE\]/);
    assert.equal(existsSync(join(folder, "full/index.ts")), false);
  });

  it("refuses a name that Pulumi or npm would refuse, and another template", async () => {
    assert.match((await run("My Shop")).stderr, /"My Shop" cannot be the name of a project.*--name|--name.*"My Shop"/s);
    assert.match(
      (await run("shop", "--template", "ibm")).stderr,
      /Allowed choices are aws, gcp, .*platform.*\[ERR_USAGE\]/,
    );
    assert.equal((await run("My Shop", "--name", "my-shop")).code, 0);
  });
});
