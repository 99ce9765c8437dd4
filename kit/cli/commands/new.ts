import { Argument, Command, Option } from "commander";
import { createProject } from "../new/create-project.ts";
import { type TemplateName, templateNames, templates } from "../new/templates.ts";

interface Options {
  readonly template: TemplateName;
  readonly name?: string;
}

export function newCommand(): Command {
  const list = templateNames.map((name) => `  ${name.padEnd(12)}${templates[name].title}`);
  return new Command("new")
    .description("create a project: a function set with tests, on the clouds of your choice")
    .addArgument(new Argument("<folder>", "a folder that does not exist yet"))
    .addOption(new Option("--template <name>", "what to begin with").choices(templateNames).default("aws"))
    .option("--name <name>", "the project's name (default: the folder's)")
    .addHelpText("after", `\nTemplates:\n${list.join("\n")}`)
    .action((folder: string, { template, name }: Options) => console.log(createProject(folder, template, name)));
}
