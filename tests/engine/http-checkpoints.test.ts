import assert from "node:assert/strict";
import { createServer, type Server } from "node:http";
import { text } from "node:stream/consumers";
import { createHttpCheckpoints } from "../../kit/engine/process/http-checkpoints.ts";

describe("Checkpoints in the simulator", () => {
  /** The texts of the pieces of each save, and how many the whole has. */
  let saves: { readonly sent: readonly unknown[]; readonly all: number }[];
  /** The statuses of the next answers. @default 204 */
  let statuses: number[];
  let server: Server;
  let address: { readonly url: string; readonly token: string };

  before(async () => {
    server = createServer(async (request, response) => {
      const { order, pieces } = JSON.parse(await text(request));
      saves.push({ sent: Object.values(pieces), all: order.length });
      response.writeHead(statuses.shift() ?? 204).end();
    });
    await new Promise<void>((resolve) => server.listen(0, "127.0.0.1", resolve));
    const bound = server.address();
    assert.ok(typeof bound === "object" && bound !== null);
    address = { url: `http://127.0.0.1:${bound.port}/values/app`, token: "t0ken" };
  });
  beforeEach(() => {
    saves = [];
    statuses = [];
  });
  after(() => void server.close().closeAllConnections());

  it("are saved in pieces, each of which is sent once", async () => {
    const checkpoints = createHttpCheckpoints(address);
    await checkpoints.save(["[", "1", "]"]);
    await checkpoints.save(["[", "1", ",2", "]"]);
    await checkpoints.save(["[", "1", ",2", ",2", "]"]);

    assert.deepEqual(saves, [
      { sent: ["[", "1", "]"], all: 3 },
      { sent: [",2"], all: 4 },
      { sent: [], all: 5 },
    ]);
  });

  it("are sent whole after a save that has failed, since nobody knows what is there", async () => {
    const checkpoints = createHttpCheckpoints(address);
    await checkpoints.save(["[", "1", "]"]);
    statuses = [500];
    await assert.rejects(checkpoints.save(["[", "2", "]"]), { code: "ERR_SIMULATOR", message: /it answers 500/ });
    await checkpoints.save(["[", "2", "]"]);

    assert.deepEqual(saves.at(-1), { sent: ["[", "2", "]"], all: 3 });
  });

  it("are not taken for saved where the simulator does not know the call", async () => {
    statuses = [404];

    await assert.rejects(createHttpCheckpoints(address).save(["[]"]), {
      code: "ERR_SIMULATOR",
      message: /another version/,
    });
  });
});
