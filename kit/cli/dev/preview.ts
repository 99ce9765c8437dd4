import type { StackConfig } from "../../engine/index.ts";
import type { Project } from "../project.ts";
import { Clouds } from "./clouds.ts";
import { type Evaluation, evaluate } from "./evaluate.ts";
import { createRequest } from "./request.ts";

/** How a preview is followed and ended. */
export interface PreviewOptions {
  /** The stack whose settings are used. */
  readonly stack: string;
  readonly signal: AbortSignal;
  /** Receives messages of the program, its components and its bundles. */
  note(message: string): void;
}

/** Runs the program like `pulumi preview`: everything is checked and bundled, and nothing is changed. */
export async function previewProject(
  project: Project,
  config: StackConfig,
  { stack, signal, note }: PreviewOptions,
): Promise<Evaluation> {
  const clouds = await Clouds.open(project, { strict: false });
  try {
    const request = await createRequest("preview", project, { stack, config }, clouds.simulator);
    return await evaluate(
      { main: project.main, whenReady: Promise.resolve(request) },
      {
        on: (event) => {
          if (event.type === "diagnostic" && event.severity !== "error") note(event.message.trimEnd());
        },
        signal,
        data: project.data,
      },
    );
  } finally {
    await clouds.close();
  }
}
