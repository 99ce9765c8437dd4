import { ComponentResource, type ComponentResourceOptions, Config, type Output } from "@pulumi/pulumi";
import { Foundation, FunctionSet, type FunctionSetArgs, type Protection } from "fourfold/components";

/** What every service of the company is deployed with: its sets take it over with `...standards`. */
export interface Standards {
  readonly cloud: "aws";
  readonly on: Foundation;
  readonly protection: Protection;
  readonly tags: { readonly [key: string]: string };
}

/** What a team says of its service. */
export interface ServiceArgs {
  /** Who is asked when it fails. */
  readonly team: string;
  /** The service's function set, deployed by the company's standards: `(standards) => deploy(shop, { ...standards, bind })`. */
  readonly deploy: (standards: Standards) => FunctionSetArgs;
}

/**
 * A service of the company: a function set with the company's tags, log retention and protection, on the cloud that the
 * company runs on.
 *
 * @example
 * new Service("shop", { team: "sales", deploy: (standards) => deploy(shop, { ...standards, bind: { flags } }) });
 */
export class Service extends ComponentResource {
  /** The address of each HTTP function, by name. */
  readonly urls: Output<{ [name: string]: string }>;

  constructor(name: string, { team, deploy }: ServiceArgs, options: ComponentResourceOptions = {}) {
    super("fourfold-template:index:Service", name, {}, options);
    const protection = new Config("fourfold-template").get<Protection>("protection") ?? "protect";
    const tags = { team, "managed-by": "fourfold-template" };
    const on = new Foundation(name, { cloud: "aws", logRetention: "90 days", protection, tags }, { parent: this });
    const set = new FunctionSet(name, deploy({ cloud: "aws", on, protection, tags }), { parent: this });
    this.urls = set.urls;
    this.registerOutputs({ urls: this.urls });
  }
}
