import type { OpenPeer, Peer } from "./answering/peer.ts";
import { type Answers, type Script, Session } from "./session.ts";

/** A peer's answers to each script, by the script's title. */
export type Asked = ReadonlyMap<string, Answers>;

export function titleOf({ service, name }: Script): string {
  return `${service}: ${name}`;
}

/** How many scripts run concurrently. */
const atATime = 6;

/** Runs all scripts for a peer's services. @throws PeerUnavailable */
export async function ask(peer: Peer, scripts: readonly Script[]): Promise<Asked> {
  const opened = await peer.open();
  const own = scripts.filter(({ service }) => peer.has.includes(service));
  const answers: Answers[] = [];
  try {
    const left = own.entries();
    const worker = async (): Promise<void> => {
      for (const [at, script] of left) answers[at] = await answersTo(script, opened, `peer-${scripts.indexOf(script)}`);
    };
    // Scripts mostly wait.
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
    // The peer does not support a prerequisite, or the client cannot parse its response: that is an answer too.
    session.keep(unreadable(error));
  } finally {
    session.close();
  }
  return session.answers;
}

/** An HTML error page instead of a response, which every client reports differently. */
function unreadable({ name, message }: Error): string {
  const isPage = name === "SyntaxError" || message.includes("parse error");
  return isPage ? "an answer that the client cannot read" : `${name}: ${message.split("\n")[0]}`;
}
