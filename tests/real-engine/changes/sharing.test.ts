import assert from "node:assert/strict";
import { type Cloud, clouds } from "fourfold";
import { localAddress } from "../../../kit/cli/checks/addresses.ts";
import { cases } from "../../support/sample.ts";
import { buildTime, openProject, type TestProject } from "../support/project.ts";

const minutes = 60_000;

/** The stack that has made the table, and the one that is told its handle. */
type Stack = "dev" | "mail";

const programs: Readonly<Record<Stack, string>> = { dev: "first.ts", mail: "mail.ts" };
const each: Readonly<Record<string, Cloud>> = Object.fromEntries(clouds.map((cloud) => [cloud, cloud]));

for (const [cloud] of cases(each, 1)) {
  /** The steps below build on each other. */
  describe(`a table of another stack on ${cloud}`, function () {
    this.timeout(4 * minutes);
    let project: TestProject;

    async function run(stack: Stack, ...args: readonly string[]): Promise<string> {
      project.use(programs[stack], { "tables:cloud": cloud });
      return project.pulumi.run(...args, "--stack", stack);
    }
    const up = (stack: Stack) => run(stack, "up", "--yes", "--skip-preview");
    const destroy = (stack: Stack) => run(stack, "destroy", "--yes", "--skip-preview");

    async function ask(stack: Stack, method: string): Promise<string> {
      const urls = JSON.parse(await run(stack, "stack", "output", "urls", "--json"));
      const { endpoints } = await project.pulumi.status();
      const address = localAddress(String(Object.values(urls)[0]), endpoints);
      const response = await fetch(new URL("/ann", address), { method });
      return response.text();
    }

    before(async function () {
      this.timeout(buildTime);
      project = await openProject("tables");
      await up("dev");
      await project.pulumi.run("stack", "init", "mail");
      await up("mail");
    });
    after(() => project.close());

    it("is read and written by its handle: what one stack writes, the other one reads", async () => {
      assert.equal(await ask("dev", "POST"), "1");
      assert.equal(await ask("mail", "GET"), "1");
      assert.equal(await ask("mail", "POST"), "2");
      assert.equal(await ask("dev", "GET"), "2");
    });

    it("is the only one: the other stack has none, and a second up of it changes nothing", async () => {
      const { resources } = JSON.parse(await run("mail", "stack", "export")).deployment;
      const types: readonly string[] = resources.map(({ type }: { readonly type: string }) => type);

      assert.deepEqual(
        types.filter((type) => /:(?:Table|Database|D1Database|SqlResourceSqlContainer)$/.test(type)),
        [],
      );
      assert.match(await up("mail"), /\d+ unchanged/);
    });

    it("stays, with its items, when the other stack is destroyed", async () => {
      await destroy("mail");

      assert.equal(await ask("dev", "GET"), "2");
      await destroy("dev");
      assert.deepEqual((await project.pulumi.status()).resources, {});
    });
  });
}
