import assert from "node:assert/strict";
import { randomUUID } from "node:crypto";
import { join } from "node:path";
import { clouds } from "fourfold";
import { createTemporaryFolder } from "../simulator/support/temporary-folder.ts";
import { FaultyClouds, faults } from "./clouds.ts";
import { deployTo } from "./deploy.ts";
import { type Ledger, openLedger } from "./ledger.ts";
import { reportOf } from "./report.ts";
import { type Form, sendWhileKilling, settle } from "./run.ts";
import { whereaboutsOf } from "./whereabouts.ts";

/** `npm run test:soak`, and the form of it that `npm test` runs, which takes a minute. */
const forms = {
  whole: { messages: 1_250, senders: 6, simulators: 12, functions: 15 },
  short: { messages: 60, senders: 3, simulators: 2, functions: 2 },
} as const satisfies Readonly<Record<string, Form>>;

/** What functions say of messages that they give up. */
const own = ["It is to be rejected.", "Attempt 5 of 5 failed: It is to fail."];

const { ONLY, SOAK = "short", SOAK_SEED, TEST_SEED = randomUUID().slice(0, 8) } = process.env;
const form = forms[SOAK === "whole" ? "whole" : "short"];
const soaked = clouds.filter((cloud) => ONLY === undefined || ONLY === cloud);
if (soaked.length === 0) throw new Error(`ONLY=${ONLY} is not a cloud: name one of ${clouds.join(", ")}.`);
const seed = SOAK_SEED ?? TEST_SEED;

describe(`every message that was accepted is processed or in the dead letters, whatever fails (SOAK_SEED=${seed})`, () => {
  let folder: ReturnType<typeof createTemporaryFolder>;
  let simulated: FaultyClouds;
  let ledger: Ledger;
  let data: string;
  let deaths: number;
  let counts: Awaited<ReturnType<FaultyClouds["counts"]>>;
  before(async function sendAndKill() {
    this.timeout(30 * 60_000);
    const began = Date.now();
    folder = createTemporaryFolder();
    data = join(folder.path, "data");
    const places = await deployTo(soaked, data);
    ledger = await openLedger();
    simulated = await FaultyClouds.start(data, seed);
    const soak = { form, seed, simulated, ledger, places };
    await sendWhileKilling(soak);
    const sent = Date.now();
    await settle(soak);
    const seconds = { sending: (sent - began) / 1_000, settling: (Date.now() - sent) / 1_000 };
    ({ deaths } = simulated);
    counts = await simulated.counts();
    console.log(reportOf({ clouds: soaked, seed, seconds, ledger, deaths, counts }));
    await simulated[Symbol.asyncDispose]();
  });
  after(async () => {
    await simulated?.[Symbol.asyncDispose]();
    ledger?.[Symbol.dispose]();
    folder?.remove();
  });

  it("kills the simulator", () => assert.ok(deaths > 0));

  for (const cloud of soaked) {
    describe(`on ${cloud}`, () => {
      it("meets each kind of fault", () => {
        for (const fault of faults) assert.ok(counts[cloud][fault] > 0, `Nothing was ${fault}.`);
      });

      it("loses nothing", async () => {
        const { accepted, missing } = ledger.accounts[cloud];

        assert.ok(accepted.size >= form.messages);
        assert.deepEqual(await whereaboutsOf(data, missing), []);
      });

      it("has a reason for each dead letter", () => {
        const reasons = new Set(ledger.accounts[cloud].dead.values());

        // Who is killed says nothing: then the reason is the cloud's.
        assert.ok(
          [...own].some((reason) => reasons.has(reason)),
          [...reasons].join("\n"),
        );
        assert.ok(!reasons.has(""));
      });

      it("refuses for good what is wrong, and nothing else, and processes none of that", () => {
        const { refused, keys } = ledger.accounts[cloud];

        assert.deepEqual([...new Set(refused.values())], ["Invalid"]);
        assert.deepEqual(
          [...refused.keys()].filter((key) => keys.has(key)),
          [],
        );
      });
    });
  }
});
