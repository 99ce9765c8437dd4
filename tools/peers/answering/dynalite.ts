import { existsSync } from "node:fs";
import { join } from "node:path";
import { folderFor, need, serve } from "../command.ts";
import { versions } from "../versions.ts";
import { type Peer, region } from "./peer.ts";

/** dynalite's server, from npm. It only has DynamoDB, without transactions and expiry. https://github.com/architect/dynalite */
export const dynalite: Peer = {
  name: `dynalite ${versions.dynalite}`,
  has: ["DynamoDB"],
  async open() {
    const folder = folderFor(`dynalite-${versions.dynalite}`);
    const program = join(folder, "node_modules/dynalite/cli.js");
    if (!existsSync(program)) {
      const flags = ["--no-audit", "--no-fund", "--no-package-lock", "--silent"];
      await need("npm", ["install", "--prefix", folder, ...flags, `dynalite@${versions.dynalite}`]);
    }
    const settings = ["--host", "127.0.0.1", "--createTableMs", "0", "--deleteTableMs", "0", "--updateTableMs", "0"];
    const { url, stop } = await serve(process.execPath, (port) => [program, ...settings, "--port", String(port)]);
    return { client: { endpoint: url, region, credentials: { accessKeyId: "peer", secretAccessKey: "peer" } }, stop };
  },
};
