import { createSimulator } from "../../kit/simulator/index.ts";

/** In which form the envelope of a message may be stored: as it is, as text within JSON, or in Base64. */
function mentions(text: string, id: string): boolean {
  const { body } = JSON.parse(text);
  return text.includes(id) || Buffer.from(String(body), "base64").toString().includes(id);
}

/**
 * What a simulator that has ended has stored of messages that were missed: so one that is only late is told from one that is lost.
 * @returns lines such as `<id>: messages/<queue>/<id> {"attempts":2,…}`
 */
export async function whereaboutsOf(data: string, ids: readonly string[]): Promise<readonly string[]> {
  const simulator = await createSimulator({ data, live: false });
  const stored = [...simulator.world.store.values("messages/")];
  await simulator.stop();
  return ids.map((id) => {
    const found = stored.filter(([, text]) => mentions(text, id));
    const lines = found.map(([key, text]) => `${key} ${text.slice(0, 1_000)}`);
    return `${id}: ${lines.length === 0 ? "is nowhere" : lines.join(" and ")}`;
  });
}
