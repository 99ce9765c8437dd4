import { cloudwatch } from "@pulumi/aws";
import { ComponentResource, Config } from "@pulumi/pulumi";

/** Somebody's own component, which says what it may cost. */
class Shop extends ComponentResource {
  constructor(name: string, costBudget: { readonly monthly: number }) {
    super("acme:index:Shop", name, { costBudget });
    new cloudwatch.LogGroup("orders", { retentionInDays: new Config().requireNumber("days") }, { parent: this });
    this.registerOutputs();
  }
}

new Shop("shop", { monthly: 0.02 });
