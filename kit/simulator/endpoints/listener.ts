import { createServer as createHttpServer, type RequestListener } from "node:http";
import { createServer, type Server, type Socket } from "node:net";
import { createServer as createTlsServer } from "node:tls";
import { amqpHeader } from "./amqp.ts";
import type { Certificate } from "./certificate.ts";
import { createRefuser } from "./grpc.ts";

/** The first byte of a TLS connection: a handshake record. https://www.rfc-editor.org/rfc/rfc8446#section-5.1 */
const handshakeByte = 22;

/** The first bytes of HTTP/2 without TLS, which gRPC clients use. https://www.rfc-editor.org/rfc/rfc9113#section-3.4 */
const preface = "PRI ";

/** How long a connection may be silent before it is closed, in milliseconds. */
const silence = 60_000;

/** A port of 127.0.0.1 that answers plain HTTP and TLS alike, and refuses gRPC and AMQP. */
export interface Listener {
  readonly port: number;
  /** Ends every connection at once. */
  close(): Promise<void>;
}

/** What a listener does with connections. */
export interface Reception {
  readonly handler: RequestListener;
  /** Called when the first TLS connection comes. */
  certificate(): Promise<Certificate>;
  /** Called for each client that was cut off because it speaks AMQP. */
  refusedAmqp(): void;
}

/** Answers HTTP, whatever it comes over, and refuses other protocols. */
function createReceiver({ handler, refusedAmqp }: Reception): (socket: Socket, start: string) => void {
  const [http, grpc] = [createHttpServer(handler), createRefuser()];
  return (socket, start) => {
    if (start === preface) return void grpc.emit("connection", socket);
    if (start !== amqpHeader) return void http.emit("connection", socket);
    refusedAmqp();
    socket.destroy();
  };
}

/** Decrypts connections. HTTP/2 is offered to nobody, as by a server of HTTPS. */
function createDecrypter(pair: Certificate, receive: (socket: Socket, start: string) => void): Server {
  const options = { ...pair, ALPNProtocols: ["http/1.1"] };
  return createTlsServer(options, (socket) => {
    socket.once("error", () => socket.destroy());
    readStart(socket, (start) => receive(socket, start.toString("latin1")));
  }).on("tlsClientError", (_error, socket) => socket.destroy());
}

/**
 * Listens on a port of 127.0.0.1; 0 is any that is free.
 * @throws The system's error, such as `EADDRINUSE`.
 */
export async function listen(port: number, reception: Reception): Promise<Listener> {
  const receive = createReceiver(reception);
  let decrypter: Promise<Server> | undefined;
  const secure = (): Promise<Server> => {
    decrypter ??= reception.certificate().then((pair) => createDecrypter(pair, receive));
    return decrypter;
  };
  const sockets = new Set<Socket>();
  const server = createServer({ allowHalfOpen: true, noDelay: true }, (socket) => {
    sockets.add(socket.once("close", () => sockets.delete(socket)));
    socket.once("error", () => socket.destroy());
    readStart(socket, (start) => {
      if (start[0] !== handshakeByte) return receive(socket, start.toString("latin1"));
      secure().then(
        (target) => target.emit("connection", socket),
        (error: Error) => socket.destroy(error),
      );
    });
  });
  await bind(server, port);
  const address = server.address();
  if (address === null || typeof address === "string") throw new Error("A TCP server has no TCP address.");
  return { port: address.port, close: () => closeServer(server, sockets) };
}

/** Reads the first bytes of a connection and leaves them in the stream. A connection that ends early gives fewer. */
function readStart(socket: Socket, then: (start: Buffer) => void): void {
  const giveUp = (): void => void socket.destroy();
  socket.setTimeout(silence, giveUp);
  const look = (): void => {
    const start: unknown = socket.read(preface.length);
    if (!Buffer.isBuffer(start)) return;
    socket.off("readable", look).off("timeout", giveUp).setTimeout(0);
    socket.unshift(start);
    then(start);
  };
  socket.on("readable", look);
}

function bind(server: Server, port: number): Promise<void> {
  return new Promise((resolve, reject) => {
    server.once("error", reject);
    server.listen({ port, host: "127.0.0.1", exclusive: true }, () => {
      server.off("error", reject);
      resolve();
    });
  });
}

function closeServer(server: Server, sockets: ReadonlySet<Socket>): Promise<void> {
  return new Promise((resolve) => {
    server.close(() => resolve());
    for (const socket of sockets) socket.destroy();
  });
}
