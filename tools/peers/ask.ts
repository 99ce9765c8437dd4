import type { Peer } from "./answering/peer.ts";
import { type Answers, type Script, Session } from "./session.ts";

/** What one peer answered to each script, by the script's title. */
export type Asked = ReadonlyMap<string, Answers>;

export function titleOf({ service, name }: Script): string {
  return `${service}: ${name}`;
}

/** Asks a peer every script about a service that it has. @throws PeerUnavailable */
export async function ask(peer: Peer, scripts: readonly Script[]): Promise<Asked> {
  const opened = await peer.open();
  const asked = new Map<string, Answers>();
  try {
    for (const [at, script] of scripts.entries()) {
      if (!peer.has.includes(script.service)) continue;
      const session = new Session(opened, `peer-${at}`);
      try {
        await script.run(session);
      } catch (error) {
        if (!(error instanceof Error)) throw error;
        // The peer cannot do what comes before the question, or the client does not believe its answer: that is one, too.
        session.keep(`failed: ${error.name}: ${error.message.split("\n")[0]}`);
      } finally {
        session.close();
      }
      asked.set(titleOf(script), session.answers);
    }
  } finally {
    await opened.stop();
  }
  return asked;
}
