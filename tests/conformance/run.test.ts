import assert from "node:assert/strict";
import { type AddressInfo, createServer, type Socket } from "node:net";
import { setTimeout as sleep } from "node:timers/promises";
import { sendRaw } from "../../kit/conformance/http/raw.ts";
import { type Case, type Result, roundsOf, runCases } from "../../kit/conformance/http/run.ts";
import { type Target, toTarget } from "../../kit/conformance/http/target.ts";

const target: Target = toTarget({ cloud: "aws", streaming: false, set: "some-set", url: "http://127.0.0.1:1" });
const silent = { concurrency: 2, onResult: () => undefined };

function caseOf(name: string, run: Case["run"], more: Partial<Case> = {}): Case {
  return { subject: "some subject", name, requests: 1, readsLogs: false, alone: false, run, ...more };
}

async function outcomeOf(each: Case): Promise<Result["outcome"] | undefined> {
  const [result] = await runCases(target, [each], silent);
  return result?.outcome;
}

describe("trying behaviours on a target", () => {
  it("tries as many at a time as it may, and gives the results in the order of the cases", async () => {
    let [running, most] = [0, 0];
    const busy = (milliseconds: number) => async () => {
      running += 1;
      most = Math.max(most, running);
      await sleep(milliseconds);
      running -= 1;
    };
    const cases = [caseOf("slow", busy(30)), caseOf("fast", busy(1)), caseOf("last", busy(1))];

    const results = await runCases(target, cases, silent);

    assert.deepEqual(
      results.map(({ name }) => name),
      ["slow", "fast", "last"],
    );
    assert.equal(most, 2);
  });

  it("leaves what takes a function to its limits for when nothing else goes on", () => {
    const limit = caseOf("limit", async () => undefined, { alone: true });
    const other = caseOf("other", async () => undefined);

    assert.deepEqual(roundsOf([limit, other]), [[other], [limit]]);
  });

  it("says what was expected and what came instead", async () => {
    const outcome = await outcomeOf(caseOf("wrong", async () => assert.equal(301, 300)));

    assert.partialDeepStrictEqual(outcome, { state: "failed", expected: "300", actual: "301" });
  });

  it("says why a request could not be sent", async () => {
    const outcome = await outcomeOf(caseOf("down", async ({ ask }) => void (await ask("/"))));

    assert.equal(outcome?.state, "failed");
    assert.match(outcome?.state === "failed" ? outcome.message : "", /fetch failed: .+/);
  });

  it("passes nothing that needs a log where there is none", async () => {
    const outcome = await outcomeOf(caseOf("logs", async () => undefined, { readsLogs: true }));

    assert.deepEqual(outcome, { state: "unchecked", reason: "no access to logs" });
  });

  it("names the ground of a documented exception", async () => {
    const exception = { reason: "the vendor does so", source: "https://vendor.example" };

    assert.deepEqual(await outcomeOf(caseOf("other", async () => undefined, { exception })), {
      state: "exception",
      ...exception,
    });
  });
});

describe("raw requests", () => {
  const ask = async (answer: (socket: Socket) => void) => {
    const server = createServer((socket) => socket.once("data", () => answer(socket)));
    await new Promise<void>((resolve) => server.listen(0, "127.0.0.1", resolve));
    const { port } = server.address() as AddressInfo;
    try {
      return await sendRaw(`http://127.0.0.1:${port}`, ["GET / HTTP/1.1"], 200);
    } finally {
      server.close();
    }
  };

  it("take a connection that is cut off for no answer", async () => {
    assert.equal((await ask((socket) => socket.resetAndDestroy())).status, 0);
    assert.equal((await ask((socket) => socket.end())).status, 0);
  });

  it("fail when nothing comes for too long", async () => {
    let open: Socket | undefined;

    await assert.rejects(
      ask((socket) => {
        open = socket;
      }),
      /no answer to GET \/ HTTP\/1\.1/,
    );

    open?.destroy();
  });
});
