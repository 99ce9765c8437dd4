import { existsSync } from "node:fs";
import { join } from "node:path";
import { folderFor, need, serve } from "../command.ts";
import { versions } from "../versions.ts";
import { type Peer, region } from "./peer.ts";

/** moto's server, in a virtual environment of its own. https://docs.getmoto.org/en/latest/docs/server_mode.html */
export const moto: Peer = {
  name: `moto ${versions.moto}`,
  has: ["SQS", "SNS", "DynamoDB", "Transactions", "Expiry"],
  async open() {
    const folder = folderFor(`moto-${versions.moto}`);
    const program = join(folder, "bin/moto_server");
    if (!existsSync(program)) {
      await need("python3", ["-m", "venv", folder]);
      await need(join(folder, "bin/pip"), ["install", "--quiet", `moto[server]==${versions.moto}`]);
    }
    const { url, stop } = await serve(program, (port) => ["--host", "127.0.0.1", "--port", String(port)]);
    return { client: { endpoint: url, region, credentials: { accessKeyId: "peer", secretAccessKey: "peer" } }, stop };
  },
};
