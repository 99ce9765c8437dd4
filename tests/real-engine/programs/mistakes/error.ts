import { Config } from "@pulumi/pulumi";

interface Team {
  readonly members: readonly string[];
}

/** The mistake: nobody checks whether the team is there. */
const teams: Readonly<Record<string, Team>> = {};
const count = (name: string): number => (teams[name] as Team).members.length;

export const members = count(new Config().get("team") ?? "shop");
