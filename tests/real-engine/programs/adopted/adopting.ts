import { Config } from "@pulumi/pulumi";
import type { Handle } from "fourfold";
import type { FunctionSetOptions } from "fourfold/components";
import { deployArchive } from "./deployed.ts";

const handles = new Config().requireObject<Readonly<Record<"notes" | "partner", Handle>>>("handles");

const notes = handles.notes.attributes;
const partner = handles.partner.attributes;

/** `…/databaseAccounts/shop/dbs/tables/colls/notes` */
const [account = "", database = "", container = ""] = (notes.scope ?? "").split(/\/dbs\/|\/colls\//);
const lastOf = (id = ""): string => id.slice(id.lastIndexOf("/") + 1);

/** Each resource is told its name and its id, by which Pulumi adopts it: https://www.pulumi.com/docs/iac/concepts/options/import/ */
const transform: FunctionSetOptions["transform"] = {
  tables: {
    notes: {
      aws: {
        table(args, options) {
          args.name = String(notes.name);
          options.import = String(notes.name);
        },
      },
      azure: {
        container(args, options) {
          args.containerName = container;
          args.resource = { ...args.resource, id: container };
          options.import = `${account}/sqlDatabases/${database}/containers/${container}`;
        },
      },
      cloudflare: {
        database(args, options) {
          args.name = String(notes.name);
          options.import = `${partner.accountId}/${notes.id}`;
        },
      },
    },
  },
  database: {
    azure: {
      account(args, options) {
        args.accountName = lastOf(account);
        options.import = account;
      },
      database(_args, options) {
        options.import = `${account}/sqlDatabases/${database}`;
      },
    },
  },
  secrets: {
    partner: {
      aws: {
        secret(args, options) {
          args.name = String(partner.name);
          options.import = String(partner.arn);
        },
      },
      gcp: {
        secret(args, options) {
          args.secretId = String(partner.name);
          options.import = String(partner.path);
        },
      },
      azure: {
        vault(args, options) {
          args.vaultName = lastOf(partner.scope);
          options.import = String(partner.scope);
        },
      },
    },
  },
};

export const { urls, handles: adopted } = deployArchive({ transform });
