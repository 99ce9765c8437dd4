import { MessageError, NotAllSent } from "fourfold/runtime";

/** What came of sending, as JSON: ids, or what was wrong. */
export async function answer(work: () => Promise<unknown>): Promise<Response> {
  try {
    return Response.json({ sent: await work() });
  } catch (error) {
    if (!(error instanceof MessageError)) throw error;
    const { code, message } = error;
    const failed = error instanceof NotAllSent ? error.failed.map(({ index }) => index) : undefined;
    return Response.json({ code, message, failed });
  }
}
