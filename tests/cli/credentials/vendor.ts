import { chmodSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import { createServer, type IncomingHttpHeaders } from "node:http";
import type { AddressInfo } from "node:net";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { text } from "node:stream/consumers";

/** A request as a vendor's API got it. */
export interface Received {
  readonly method: string;
  readonly target: string;
  readonly headers: IncomingHttpHeaders;
  readonly body: string;
}

export interface Reply {
  readonly status?: number;
  readonly headers?: Readonly<Record<string, string>>;
  readonly body?: string;
}

/** What stands for a vendor: its API on this machine, and its command line on a PATH that has nothing else. */
export interface Vendor {
  readonly url: string;
  readonly received: readonly Received[];
  /** The folder of its command lines. */
  readonly path: string;
  /** Installs a command line, which notes how it is called. @param script - For a shell that finds no other programs. */
  install(command: string, script: string): void;
  /** How command lines were called: `az cloud show -o json`. */
  calls(): readonly string[];
  close(): void;
}

/** @param answer - What the API answers. What it does not know is 404. */
export async function openVendor(answer: (request: Received) => Reply | undefined): Promise<Vendor> {
  const path = mkdtempSync(join(tmpdir(), "fourfold-vendor-"));
  const received: Received[] = [];
  const server = createServer(async (message, response) => {
    const { method = "", url: target = "", headers } = message;
    const request = { method, target, headers, body: await text(message) };
    received.push(request);
    const { status = 200, headers: own = {}, body = "" } = answer(request) ?? { status: 404 };
    response.writeHead(status, own).end(body);
  });
  await new Promise<void>((resolve) => server.listen(0, "127.0.0.1", resolve));
  const { port } = server.address() as AddressInfo;
  const log = join(path, "calls");
  writeFileSync(log, "");
  return {
    url: `http://127.0.0.1:${port}`,
    received,
    path,
    install(command, script) {
      writeFileSync(join(path, command), `#!/bin/sh\necho "${command} $*" >> ${log}\n${script}\n`);
      chmodSync(join(path, command), 0o755);
    },
    calls: () => readFileSync(log, "utf8").trim().split("\n"),
    close() {
      server.close();
      server.closeAllConnections();
      rmSync(path, { recursive: true });
    },
  };
}

/** What STS answers: https://docs.aws.amazon.com/STS/latest/APIReference/API_GetCallerIdentity.html#API_GetCallerIdentity_Examples */
export const callerIdentity = `<GetCallerIdentityResponse xmlns="https://sts.amazonaws.com/doc/2011-06-15/">
  <GetCallerIdentityResult>
   <Arn>arn:aws:iam::123456789012:user/Alice</Arn>
    <UserId>AIDACKCEVSQ6C2EXAMPLE</UserId>
    <Account>123456789012</Account>
  </GetCallerIdentityResult>
  <ResponseMetadata>
    <RequestId>01234567-89ab-cdef-0123-456789abcdef</RequestId>
  </ResponseMetadata>
</GetCallerIdentityResponse>`;
