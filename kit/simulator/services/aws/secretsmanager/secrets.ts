import { numberAt, parseJson, textAt } from "../../../contract/read.ts";
import { CloudError, type Scope, type StoredResource, type World } from "../../../contract.ts";
import { arnOf } from "../names.ts";

export const secretToken = "aws:secretsmanager/secret:Secret";
export const versionToken = "aws:secretsmanager/secretVersion:SecretVersion";

/** Ends each ARN, so that a secret that is made again under the same name is another one. */
const suffix = /-[A-Za-z0-9]{6}$/;

/** A secret's ARN without what is random in it: two secrets of one name have it in common. */
export function plainArn(arn: string): string {
  return arn.replace(suffix, "");
}

/** The ARN without what is random in it, from a name, a whole ARN, or one without its end. */
export function plainArnOf(world: World, id: string, scope: Scope): string {
  if (!id.startsWith("arn:")) return arnOf("secretsmanager", scope, `secret:${id}`);
  return world.store.find(secretToken, (secret) => secret.id === id)[0] === undefined ? id : plainArn(id);
}

/** The secret with a name, a whole ARN, or one without its random end. */
export function findSecret(world: World, id: string, scope: Scope): StoredResource | undefined {
  const plain = plainArnOf(world, id, scope);
  return world.store.find(secretToken, (secret) => plainArn(secret.id) === plain)[0];
}

export function noSuchSecret(): CloudError {
  return new CloudError("ResourceNotFoundException", "Secrets Manager can't find the specified secret.");
}

const keyOf = (plain: string): string => `secretsmanager/deleted/${plain}`;

/** Keeps the name of a deleted secret until some time, in epoch milliseconds. */
export function reserveName({ store }: World, arn: string, until: number): void {
  store.putValue(keyOf(plainArn(arn)), JSON.stringify({ until, arn }));
}

/** Whether a secret is deleted, and its name not free yet. @param arn - Whole, or without its random end. */
export function isReserved({ store, clock }: World, arn: string): boolean {
  return [arn, plainArn(arn)].some((plain) => {
    const note = parseJson(store.getValue(keyOf(plain)) ?? "");
    const isMeant = plain === arn || textAt(note, "arn") === arn;
    return isMeant && (numberAt(note, "until") ?? 0) > clock.now();
  });
}
