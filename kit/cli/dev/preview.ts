import type { Listener, StackConfig } from "../../engine/index.ts";
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

/** Previews the program, and others beside it, on the same simulated clouds. */
export type Preview = (
  program: Pick<Project, "main" | "tsconfig">,
  config: StackConfig,
  stack: string,
) => Promise<Evaluation>;

/** Runs programs like `pulumi preview`: everything is checked and bundled, and nothing is changed. */
export async function withPreviews<T>(
  project: Project,
  { signal, note }: Pick<PreviewOptions, "signal" | "note">,
  work: (preview: Preview) => Promise<T>,
): Promise<T> {
  const clouds = await Clouds.open(project, { strict: false });
  const on: Listener = (event) => {
    if (event.type === "diagnostic" && event.severity !== "error") note(event.message.trimEnd());
  };
  const preview: Preview = async (program, config, stack) => {
    const request = await createRequest("preview", { ...project, ...program }, { stack, config }, clouds.simulator);
    const late = { main: program.main, whenReady: Promise.resolve(request) };
    return evaluate(late, { on, signal, data: project.data });
  };
  try {
    return await work(preview);
  } finally {
    await clouds.close();
  }
}

/** Runs the program like `pulumi preview`. */
export const previewProject = (project: Project, config: StackConfig, options: PreviewOptions): Promise<Evaluation> =>
  withPreviews(project, options, (preview) => preview(project, config, options.stack));
