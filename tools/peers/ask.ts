import type { OpenPeer, Peer } from "./answering/peer.ts";
import { type Answers, type Script, Session } from "./session.ts";

/** What one peer answered to each script, by the script's title. */
export type Asked = ReadonlyMap<string, Answers>;

export function titleOf({ service, name }: Script): string {
  return `${service}: ${name}`;
}

/** How many scripts run at a time. */
const atATime = 6;

/** Asks a peer every script about a service that it has. @throws PeerUnavailable */
export async function ask(peer: Peer, scripts: readonly Script[]): Promise<Asked> {
  const opened = await peer.open();
  const own = scripts.filter(({ service }) => peer.has.includes(service));
  const answers: Answers[] = [];
  try {
    const left = own.entries();
    const worker = async (): Promise<void> => {
      for (const [at, script] of left) answers[at] = await answersTo(script, opened, `peer-${at}`);
    };
    // Most of the time of a script is waiting.
    await Promise.all(Array.from({ length: atATime }, worker));
  } finally {
    await opened.stop();
  }
  return new Map(own.map((script, at) => [titleOf(script), answers[at] ?? []]));
}

async function answersTo(script: Script, opened: OpenPeer, name: string): Promise<Answers> {
  const session = new Session(opened, name);
  try {
    await script.run(session);
  } catch (error) {
    if (!(error instanceof Error)) throw error;
    // The peer cannot do what comes before the question, or the client cannot read its answer: that is one, too.
    session.keep(unreadable(error));
  } finally {
    session.close();
  }
  return session.answers;
}

/** An error page in place of an answer is a page of HTML, which no two clients complain about alike. */
function unreadable({ name, message }: Error): string {
  const isPage = name === "SyntaxError" || message.includes("parse error");
  return isPage ? "an answer that the client cannot read" : `${name}: ${message.split("\n")[0]}`;
}
