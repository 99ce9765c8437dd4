import type { Check, Rule } from "../../../contract/rule.ts";

/** The days on which the languages' own support ends, and so Azure's, by language and version. */
const ends: Readonly<Record<string, string>> = {
  "dotnet-isolated 6.0": "2024-11-12",
  "dotnet-isolated 8.0": "2026-11-10",
  "node 16": "2023-09-11",
  "node 18": "2025-04-30",
  "node 20": "2026-04-30",
  "node 22": "2027-04-30",
  "node 24": "2028-04-30",
  "powershell 7.2": "2024-11-08",
  "python 3.8": "2024-10-07",
  "python 3.9": "2025-10-31",
  "python 3.10": "2026-10-31",
  "python 3.11": "2027-10-31",
};

const isOver = (language: string, today: string): boolean => {
  const end = ends[language.toLowerCase()];
  return end !== undefined && today >= end;
};

const told = { what: "Azure no longer mends holes in it", fix: "Set it to the newest version of its language" };

const runtime: Check = function* ({ inputs }, { today }) {
  const property = "functionAppConfig.runtime.version";
  const language = `${inputs.text("functionAppConfig.runtime.name")} ${inputs.text(property)}`;
  if (isOver(language, today)) yield { property, ...told };
};

/** As in `NODE|22`. */
const stack: Check = function* ({ inputs }, { today }) {
  const property = "siteConfig.linuxFxVersion";
  const language = (inputs.text(property) ?? "").replace("|", " ").replace(/-lts$/i, "");
  if (isOver(language, today)) yield { property, ...told };
};

export const rule: Rule = {
  name: "supported-runtime",
  cloud: "azure",
  title: "Functions use a supported runtime",
  severity: "high",
  level: "denied",
  why: "Vulnerabilities in an unsupported one are not fixed.",
  source: "https://learn.microsoft.com/azure/azure-functions/language-support-policy",
  references: {
    prowler: ["app_function_latest_runtime_version"],
    cis: ["Azure 3.0 9.7", "Azure 3.0 9.8", "Azure 3.0 9.9"],
    nist: ["SI-2"],
  },
  types: {
    "azure-native:web:WebApp": {
      checks: [runtime, stack],
      compliant: {
        functionAppConfig: { runtime: { name: "node", version: "22" } },
        siteConfig: { linuxFxVersion: "NODE|22" },
      },
      broken: [
        ["functionAppConfig.runtime.version", "18", told.what],
        ["siteConfig.linuxFxVersion", "NODE|20-lts", told.what],
      ],
    },
  },
};
