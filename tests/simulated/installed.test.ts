import assert from "node:assert/strict";
import { mkdirSync, mkdtempSync, realpathSync, rmSync, writeFileSync } from "node:fs";
import { createRequire } from "node:module";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { isSimulatorError, loadSimulator, loadSimulatorClient } from "../../kit/simulated/index.ts";
import { findInstalled, type Place } from "../../kit/simulated/installed.ts";
import { SimulatorError, startSimulator } from "../../kit/simulator/client.ts";
import { createSimulator } from "../../kit/simulator/index.ts";

const howToInstall = /Run `npm install --save-dev fourfold-simulator@1\.2\.3`\. \[ERR_SIMULATOR\]$/;

describe("the way to the simulator", () => {
  let folder: string;
  beforeEach(() => {
    folder = realpathSync(mkdtempSync(join(tmpdir(), "fourfold-simulated-")));
  });
  afterEach(() => rmSync(folder, { recursive: true }));

  /** A project, with a package in the simulator's place whose `package.json` has this text. */
  const projectWith = (name: string, manifest?: string): Place => {
    const place = join(folder, name, "node_modules/fourfold-simulator");
    mkdirSync(place, { recursive: true });
    if (manifest !== undefined) writeFileSync(join(place, "package.json"), manifest);
    const require = createRequire(join(folder, name, "package.json"));
    return { resolve: (entry) => require.resolve(`fourfold-simulator${entry}`) };
  };
  const versioned = (version: string): string => JSON.stringify({ name: "fourfold-simulator", version });

  it("leads to what is here", async () => {
    const [simulator, client] = await Promise.all([loadSimulator(), loadSimulatorClient()]);

    assert.equal(simulator.createSimulator, createSimulator);
    assert.equal(client.startSimulator, startSimulator);
  });

  it("takes the first place that has it, in the same version", () => {
    const [empty, first, second] = [
      projectWith("empty"),
      projectWith("first", versioned("1.2.3")),
      projectWith("second", versioned("1.2.2")),
    ];

    assert.equal(findInstalled([empty, first, second], "1.2.3"), first);
  });

  it("says how to install one that is missing everywhere", () => {
    const missing = () => findInstalled([projectWith("empty"), projectWith("other")], "1.2.3");

    assert.throws(missing, { code: "ERR_SIMULATOR", message: /fourfold-simulator, which is not installed/ });
    assert.throws(missing, { message: howToInstall });
  });

  it("says how to install the right version", () => {
    const other = () => findInstalled([projectWith("first", versioned("1.2.2"))], "1.2.3");

    assert.throws(other, { code: "ERR_SIMULATOR", message: /has version 1\.2\.2, and fourfold 1\.2\.3/ });
    assert.throws(other, { message: howToInstall });
  });

  it("passes on what else is wrong with it", () => {
    assert.throws(() => findInstalled([projectWith("damaged", "{")], "1.2.3"), /Invalid package config/);
  });

  it("knows the simulator's errors by their name, since their class is in the other package", () => {
    assert.equal(isSimulatorError(new SimulatorError("ERR_BUSY", "It is in use.")), true);
    assert.equal(isSimulatorError(new Error("It is in use.")), false);
  });
});
