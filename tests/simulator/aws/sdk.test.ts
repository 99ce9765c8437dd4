import assert from "node:assert/strict";
import { mkdirSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { archive, type Deployment } from "../deployment.ts";
import { createTemporaryFolder } from "../support/temporary-folder.ts";
import { deployFunction, deployUrl, openAws } from "./shop.ts";

/** Packages that Lambda's runtimes have: https://docs.aws.amazon.com/lambda/latest/dg/lambda-nodejs.html#nodejs-sdk-included */
describe("aws: the AWS SDK in Node.js functions", () => {
  const project = createTemporaryFolder();
  let aws: Deployment;
  before(() => {
    const sdk = join(project.path, "node_modules", "@aws-sdk", "client-sts");
    mkdirSync(sdk, { recursive: true });
    writeFileSync(join(sdk, "package.json"), JSON.stringify({ name: "@aws-sdk/client-sts", main: "index.js" }));
    writeFileSync(join(sdk, "index.js"), "exports.origin = 'project';");
  });
  after(() => project.remove());
  beforeEach(async () => {
    aws = await openAws({ root: project.path });
  });
  afterEach(() => aws.stop());

  const answerOf = async (name: string, files: Readonly<Record<string, string>>): Promise<string> => {
    const fn = await deployFunction(aws, "", { name, code: archive(files) });
    return (await fetch(await deployUrl(aws, fn))).text();
  };
  const answer = "export const handler = async () => ({ statusCode: 200, body: sts.origin });";

  it("is the project's own, for code that brings none", async () => {
    assert.equal(
      await answerOf("esm", { "index.mjs": `import * as sts from "@aws-sdk/client-sts"; ${answer}` }),
      "project",
    );
  });

  it("is found by CommonJS as well", async () => {
    const code = `const sts = require("@aws-sdk/client-sts"); exports.handler = async () => ({ statusCode: 200, body: sts.origin });`;

    assert.equal(await answerOf("cjs", { "index.js": code }), "project");
  });

  it("is the code's own where it brings one", async () => {
    const own = {
      "index.mjs": `import * as sts from "@aws-sdk/client-sts"; ${answer}`,
      "node_modules/@aws-sdk/client-sts/package.json": JSON.stringify({ main: "index.js" }),
      "node_modules/@aws-sdk/client-sts/index.js": "exports.origin = 'code';",
    };

    assert.equal(await answerOf("own", own), "code");
  });

  it("is said to be on Lambda where the project has none", async () => {
    await answerOf("none", { "index.mjs": `import "@aws-sdk/client-s3"; export const handler = async () => 1;` });

    const lines = aws.simulator.world.logs.recent({ cloud: "aws", group: "/aws/lambda/none" });
    const text = lines.map((line) => line.text).join("\n");
    assert.match(
      text,
      /SimulatorLimit: Lambda's own Node.js runtimes have @aws-sdk\/client-s3; .*npm install --save-dev/,
    );
  });

  it("lends no other package of the project", async () => {
    const other = join(project.path, "node_modules", "left-pad");
    mkdirSync(other);
    writeFileSync(join(other, "index.js"), "");
    await answerOf("other", { "index.mjs": `import "left-pad"; export const handler = async () => 1;` });

    const lines = aws.simulator.world.logs.recent({ cloud: "aws", group: "/aws/lambda/other" });
    assert.match(lines.map((line) => line.text).join("\n"), /Cannot find package 'left-pad'/);
  });
});
