import type { Server } from "node:http";

/**
 * Makes a server listen to requests from this machine only. It does not keep the simulator running: only the endpoints do.
 * @returns Its port.
 */
export async function listenLocally(server: Server): Promise<number> {
  await new Promise<void>((resolve, reject) => {
    server.once("error", reject).listen(0, "127.0.0.1", resolve);
  });
  server.unref();
  const address = server.address();
  if (address === null || typeof address === "string") throw new Error("A TCP server has no TCP address.");
  return address.port;
}
