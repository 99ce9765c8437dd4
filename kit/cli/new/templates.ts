import { fileURLToPath } from "node:url";
import { type Cloud, clouds } from "../../spec/index.ts";

/** A template of a project. */
export interface Template {
  /** Its description in the list of templates. */
  readonly title: string;
  /** The folders below `templates/` that its files are in. */
  readonly folders: readonly string[];
  /** The clouds whose SDKs it needs. */
  readonly clouds: readonly Cloud[];
  /** The folder with the Pulumi program. */
  readonly program: string;
  /** The content of its `package.json` besides names and versions. */
  readonly manifest: object;
}

const onOneCloud = (cloud: Cloud, title: string): Template => ({
  title: `a function set on ${title}`,
  folders: ["common", cloud],
  clouds: [cloud],
  program: ".",
  manifest: { private: true },
});

/** The templates by name. */
export const templates = {
  aws: onOneCloud("aws", "AWS"),
  gcp: onOneCloud("gcp", "Google Cloud"),
  azure: onOneCloud("azure", "Azure"),
  cloudflare: onOneCloud("cloudflare", "Cloudflare"),
  "four-clouds": {
    title: "a function set on all four clouds",
    folders: ["common", "four-clouds"],
    clouds,
    program: ".",
    manifest: { private: true },
  },
  platform: {
    title: "a package with a company's standards, and a service that uses it",
    folders: ["platform"],
    clouds: ["aws"],
    program: "example",
    manifest: { version: "0.1.0", exports: "./index.ts", files: ["index.ts"] },
  },
} as const satisfies Readonly<Record<string, Template>>;

export type TemplateName = keyof typeof templates;

export const templateNames = Object.keys(templates) as readonly TemplateName[];

/** The folder with the templates' files. */
export const templatesFolder = fileURLToPath(new URL("../../../templates", import.meta.url));
