import { cloudwatch } from "@pulumi/aws";
import { ComponentResource, Config } from "@pulumi/pulumi";

interface Costs {
  readonly costBudget: { readonly monthly: number };
  readonly costUsage: object | undefined;
}

/** Somebody's own component, which says what it may cost, and how much of it is used. */
class Shop extends ComponentResource {
  constructor(name: string, costs: Costs) {
    super("acme:index:Shop", name, { ...costs });
    new cloudwatch.LogGroup("orders", { retentionInDays: new Config().requireNumber("days") }, { parent: this });
    this.registerOutputs();
  }
}

new Shop("shop", { costBudget: { monthly: 0.02 }, costUsage: new Config().getObject("usage") });
