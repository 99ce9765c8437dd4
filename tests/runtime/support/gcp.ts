import type { Server } from "node:http";
import { connect } from "node:net";
import { http as register } from "@google-cloud/functions-framework";
import { getTestServer } from "@google-cloud/functions-framework/testing";
import type { CloudFunction } from "../../../kit/runtime/platform/runs/gcp.ts";
import { capture, type Driver, type Received, type Sent, useLightClasses } from "./drivers.ts";

/** Sends a request byte for byte, because `fetch` would correct it, and reads the answer to its end. */
async function exchange(port: number, { method = "GET", target, headers = {}, body = "" }: Sent): Promise<Buffer> {
  const content = Buffer.from(body);
  const all = { host: "fn.example", connection: "close", ...headers };
  const lines = Object.entries(all).map(([name, value]) => `${name}: ${value}\r\n`);
  const length = content.length > 0 ? `content-length: ${content.length}\r\n` : "";
  const socket = connect(port, "127.0.0.1");
  socket.write(Buffer.concat([Buffer.from(`${method} ${target} HTTP/1.1\r\n${lines.join("")}${length}\r\n`), content]));
  const chunks: Buffer[] = [];
  for await (const chunk of socket) chunks.push(chunk);
  return Buffer.concat(chunks);
}

function unchunk(body: Buffer): Buffer {
  const parts: Buffer[] = [];
  for (let at = 0; ; ) {
    const end = body.indexOf("\r\n", at);
    const size = Number.parseInt(body.toString("latin1", at, end), 16);
    if (!(size > 0)) return Buffer.concat(parts);
    parts.push(body.subarray(end + 2, end + 2 + size));
    at = end + 2 + size + 2;
  }
}

function parse(answer: Buffer): Omit<Received, "logs"> {
  const end = answer.indexOf("\r\n\r\n");
  const [statusLine = "", ...lines] = answer.toString("latin1", 0, end).split("\r\n");
  const headers = new Headers();
  for (const line of lines) headers.append(line.slice(0, line.indexOf(":")), line.slice(line.indexOf(":") + 1));
  const body = answer.subarray(end + 4);
  const isChunked = headers.get("transfer-encoding") === "chunked";
  const status = Number(statusLine.split(" ")[1]);
  return { status, headers, cookies: headers.getSetCookie(), body: isChunked ? unchunk(body) : body };
}

/** Google's own framework around the function. */
export function createGcpDriver(name: string, serve: () => Promise<CloudFunction>): Driver {
  let restore = () => {};
  let server: Server | undefined;
  let port = 0;
  return {
    cloud: "gcp",
    async open() {
      restore = await useLightClasses();
      register(name, await serve());
      server = getTestServer(name);
      const listening = server.listen(0, "127.0.0.1");
      await new Promise((resolve) => listening.once("listening", resolve));
      const address = listening.address();
      port = typeof address === "object" ? (address?.port ?? 0) : 0;
    },
    async send(sent) {
      const [answer, logs] = await capture(() => exchange(port, sent));
      return { ...parse(answer), logs };
    },
    async close() {
      restore();
      await new Promise((resolve) => server?.close(resolve));
    },
  };
}
