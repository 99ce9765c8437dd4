import { Argument, Command } from "commander";

/** The shells that completion is known to work in: https://bomb.sh/docs/tab/ */
const shells = ["bash", "zsh", "fish"];

/** Loads the part of the library that is used. Loaded on demand, so that other commands start without it. */
async function load(createProgram: () => Command) {
  const { default: tab } = await import("@bomb.sh/tab/commander");
  return tab(createProgram(), { completionCommandName: "completion" });
}

/**
 * The commands that a shell needs to complete this program's commands and options: one that prints a script to load, and one
 * that the script calls while the user types.
 *
 * @param createProgram - Creates a program with everything that is to be completed.
 */
export function completionCommands(createProgram: () => Command): readonly [script: Command, answer: Command] {
  const script = new Command("completion")
    .description("print what makes a shell complete commands and options: `source <(fourfold completion bash)`")
    .addArgument(new Argument("<shell>", "the shell").choices(shells))
    .action(async (shell: string) => (await load(createProgram)).setup("fourfold", "fourfold", shell));
  const answer = new Command("complete")
    .argument("[words...]")
    .allowUnknownOption()
    .action(async (words: string[]) => (await load(createProgram)).parse(words));
  return [script, answer];
}
