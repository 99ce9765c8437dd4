import { MessageError, NotAllSent } from "fourfold/runtime";

/** The result of sending, as JSON: ids, or errors. */
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
