/** A program that uses every odd thing there is, and makes little of it. */
import * as aws from "@pulumi/aws";
import {
  ComponentResource,
  type ComponentResourceOptions,
  Config,
  type Input,
  type ResourceTransform,
} from "@pulumi/pulumi";
import * as random from "@pulumi/random";

class Shelf extends ComponentResource {
  readonly logs: aws.cloudwatch.LogGroup;

  constructor(name: string, retentionInDays: Input<number>, opts?: ComponentResourceOptions) {
    super("test:index:Shelf", name, { retentionInDays }, opts);
    this.logs = new aws.cloudwatch.LogGroup(`${name}-logs`, { retentionInDays }, { parent: this });
    this.registerOutputs({ arn: this.logs.arn });
  }
}

/** A component in a component. */
class Rack extends ComponentResource {
  readonly shelves: readonly Shelf[];

  constructor(name: string, opts?: ComponentResourceOptions) {
    super("test:index:Rack", name, {}, opts);
    this.shelves = [3, 5].map((days) => new Shelf(`${name}-${days}`, days, { parent: this }));
    this.registerOutputs({});
  }
}

const tagged: ResourceTransform = ({ type, props, opts }) =>
  type === "aws:cloudwatch/logGroup:LogGroup"
    ? { props: { ...props, tags: { ...props.tags, kept: "yes" } }, opts: { ...opts, retainOnDelete: true } }
    : undefined;

const secret = new Config().requireSecret("secret");
const frankfurt = new aws.Provider("frankfurt", { region: "eu-central-1" }, { aliases: [{ name: "berlin" }] });
const far = new Rack("far", { providers: [frankfurt], aliases: [{ name: "away" }] });
const near = new Rack("near", { transforms: [tagged], protect: true, dependsOn: [far] });

const pet = new random.RandomId("pet", { byteLength: 4, prefix: "pet-" });
const rights = {
  Version: "2012-10-17",
  Statement: [{ Effect: "Allow", Action: "logs:PutLogEvents", Resource: "*" }],
};
const trust = aws.iam.assumeRolePolicyForPrincipal({ Service: "lambda.amazonaws.com" });
const role = new aws.iam.Role(
  "role",
  { description: secret.apply((text) => `for ${text}`), assumeRolePolicy: trust, tags: { pet: pet.hex } },
  {
    aliases: [{ name: "rolle", parent: near }, "urn:pulumi:dev::odd::aws:iam/role:Role::ruolo"],
    deleteBeforeReplace: true,
  },
);
new aws.iam.RolePolicy(
  "policy",
  { role: role.name, policy: JSON.stringify(rights) },
  { deletedWith: role, replaceOnChanges: ["policy"], dependsOn: [near.shelves[0] ?? near] },
);
const watched = new aws.cloudwatch.LogGroup(
  "watched",
  { name: pet.hex.apply((hex) => `/odd/${hex}`), retentionInDays: 7, tags: { from: role.arn, secret } },
  { ignoreChanges: ["tags", "retentionInDays"], additionalSecretOutputs: ["arn"], dependsOn: [pet] },
);
const found = aws.cloudwatch.LogGroup.get("found", watched.id, undefined, { parent: near });

const here = aws.getRegionOutput();
const there = aws.getRegionOutput({}, { provider: frankfurt });

export const regions = [here.name, there.name];
export const arns = { watched: watched.arn, found: found.arn };
export const revealed = secret;
