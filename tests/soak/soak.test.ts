import assert from "node:assert/strict";
import { join } from "node:path";
import { createTemporaryFolder } from "../simulator/support/temporary-folder.ts";
import { form, seed, soaked } from "./choice.ts";
import { FaultyClouds, faults } from "./clouds.ts";
import { deployTo } from "./deploy.ts";
import { type Ledger, openLedger } from "./ledger.ts";
import { reportOf } from "./report.ts";
import { type Form, sendWhileKilling, settle } from "./run.ts";
import { whereaboutsOf } from "./whereabouts.ts";

/** How much is sent. */
const { [form]: chosen } = {
  whole: { messages: 1_250, senders: 6, simulators: 12, functions: 15 },
  short: { messages: 60, senders: 3, simulators: 2, functions: 2 },
} as const satisfies Readonly<Record<typeof form, Form>>;

/** What functions say of messages that they give up. */
const own = ["It is to be rejected.", "Attempt 5 of 5 failed: It is to fail."];

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
    const soak = { form: chosen, seed, simulated, ledger, places };
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

        assert.ok(accepted.size >= chosen.messages);
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
