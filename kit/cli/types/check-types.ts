import { spawn } from "node:child_process";
import { once } from "node:events";
import { text } from "node:stream/consumers";

/** A run of a project's compiler. */
export interface TypeCheck {
  /** The project's folder: paths are shown relative to it. */
  readonly folder: string;
  /** The compiler's file. */
  readonly compiler: string;
  /** The file of the settings. */
  readonly settings: string;
  /** Whether it uses colours and quotes the sources. */
  readonly pretty: boolean;
}

/** The compiler's output. Empty without errors. */
export async function checkTypes({ folder, compiler, settings, pretty }: TypeCheck): Promise<string> {
  const args = [compiler, "--project", settings, "--pretty", String(pretty)];
  const child = spawn(process.execPath, args, { cwd: folder, stdio: ["ignore", "pipe", "pipe"] });
  const [output, errors, [code]] = await Promise.all([text(child.stdout), text(child.stderr), once(child, "close")]);
  const said = (output + errors).trim();
  return said === "" && code !== 0 ? `The TypeScript compiler ended with code ${code}.` : said;
}
