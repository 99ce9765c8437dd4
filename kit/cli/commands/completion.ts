import { Argument, Command } from "commander";

/** The shells that completion is known to work in: https://bomb.sh/docs/tab/ */
const shells = ["bash", "zsh", "fish"];

/** What of the library is used. It is loaded when it is asked for: no other command should start later for it. */
async function load(createProgram: () => Command) {
  const { default: tab } = await import("@bomb.sh/tab/commander");
  return tab(createProgram(), { completionCommandName: "completion" });
}

/**
 * What a shell needs to complete this program's commands and options: a script to load, and what that script asks while
 * somebody types.
 *
 * @param createProgram - Makes a program with everything that is to be completed.
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
