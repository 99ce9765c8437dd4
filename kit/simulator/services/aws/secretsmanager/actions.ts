import { listAt, recordAt, textAt } from "../../../contract/read.ts";
import { CloudError, type Properties, type StoredResource, type World } from "../../../contract.ts";
import { type ApiCall, requireAccess } from "../api/index.ts";
import { largestValue } from "./secret-version.ts";
import { findSecret, isReserved, noSuchSecret, plainArnOf } from "./secrets.ts";
import { current, type Version, type Versions } from "./versions.ts";

/** What a call works with. */
interface Work {
  readonly secret: StoredResource;
  readonly versions: Versions;
  readonly input: Properties;
}

interface Action {
  /** The members of its input that it takes. */
  readonly takes: readonly string[];
  run(work: Work): Properties;
}

/**
 * The secret that somebody wants to do something to.
 * https://docs.aws.amazon.com/service-authorization/latest/reference/list_awssecretsmanager.html
 * @throws CloudError when they may not, or it does not exist.
 */
export function openSecret(world: World, operation: string, input: Properties, call: ApiCall): StoredResource {
  const scope = { account: call.caller.identity.accountId, region: call.region };
  const id = textAt(input, "SecretId") ?? "";
  const secret = findSecret(world, id, scope);
  const plain = plainArnOf(world, id, scope);
  requireAccess(world, call.caller, `secretsmanager:${operation}`, secret?.id ?? plain);
  if (secret !== undefined) return secret;
  if (!isReserved(world, plain)) throw noSuchSecret();
  const reason = "because it was marked for deletion.";
  throw new CloudError("InvalidRequestException", `You can't perform this operation on the secret ${reason}`);
}

const seconds = (time: number): number => time / 1_000;

function describeVersion({ secret: { id, outputs } }: Work, version: Version): Properties {
  return { ARN: id, Name: outputs.name, VersionId: version.id, VersionStages: version.content.stages };
}

/** https://docs.aws.amazon.com/secretsmanager/latest/apireference/API_GetSecretValue.html */
function getSecretValue(work: Work): Properties {
  const { secret, versions, input } = work;
  const [id, stage] = [textAt(input, "VersionId"), textAt(input, "VersionStage")];
  const version = id === undefined ? versions.withStage(secret.id, stage ?? current) : versions.find(secret.id, id);
  if (version === undefined) {
    const which = id === undefined ? `staging label: ${stage ?? current}` : `VersionId: ${id}`;
    throw new CloudError(
      "ResourceNotFoundException",
      `Secrets Manager can't find the specified secret value for ${which}`,
    );
  }
  if (stage !== undefined && !version.content.stages.includes(stage)) {
    const reason = "You provided a VersionStage that is not associated to the provided VersionId.";
    throw new CloudError("InvalidRequestException", reason);
  }
  return {
    ...describeVersion(work, version),
    [version.content.isBinary ? "SecretBinary" : "SecretString"]: version.content.value,
    CreatedDate: seconds(version.created),
  };
}

function putSecretValue(work: Work): Properties {
  const { secret, versions, input } = work;
  const [text, bytes] = [textAt(input, "SecretString"), textAt(input, "SecretBinary")];
  const [value, id] = [text ?? bytes, textAt(input, "ClientRequestToken") ?? ""];
  if (value === undefined || (text !== undefined && bytes !== undefined)) {
    throw new CloudError("InvalidRequestException", "You must provide either SecretString or SecretBinary.");
  }
  const size = Buffer.byteLength(value, text === undefined ? "base64" : "utf8");
  if (size === 0 || size > largestValue) {
    const member = text === undefined ? "secretBinary" : "secretString";
    const rule = `Member must have length between 1 and ${largestValue}`;
    const message = `1 validation error detected: Value at '${member}' failed to satisfy constraint: ${rule}`;
    throw new CloudError("ValidationException", message);
  }
  if (id.length < 32 || id.length > 64) {
    throw new CloudError("InvalidParameterException", "ClientRequestToken must be 32-64 characters long.");
  }
  const stages = input.VersionStages === undefined ? [current] : listAt(input, "VersionStages");
  const version = versions.add(secret.id, id, { value, stages, ...(text === undefined ? { isBinary: true } : {}) });
  if (version === undefined) throw noSuchSecret();
  return describeVersion(work, version);
}

function describeSecret({ secret: { id, outputs }, versions }: Work): Properties {
  const all = versions.of(id).filter(({ content }) => content.stages.length > 0);
  return {
    ...{ ARN: id, Name: outputs.name, Description: outputs.description },
    VersionIdsToStages: Object.fromEntries(all.map((version) => [version.id, version.content.stages])),
    Tags: Object.entries(recordAt(outputs, "tagsAll")).map(([Key, Value]) => ({ Key, Value })),
  };
}

/** Versions without labels are deprecated: https://docs.aws.amazon.com/secretsmanager/latest/apireference/API_ListSecretVersionIds.html */
function listSecretVersionIds({ secret: { id, outputs }, versions, input }: Work): Properties {
  const isListed = ({ content }: Version): boolean => input.IncludeDeprecated === true || content.stages.length > 0;
  return {
    ...{ ARN: id, Name: outputs.name },
    Versions: versions
      .of(id)
      .filter(isListed)
      .map((version) => ({
        VersionId: version.id,
        ...(version.content.stages.length === 0 ? {} : { VersionStages: version.content.stages }),
        CreatedDate: seconds(version.created),
      })),
  };
}

export const actions: Readonly<Record<string, Action>> = {
  GetSecretValue: { takes: ["SecretId", "VersionId", "VersionStage"], run: getSecretValue },
  PutSecretValue: {
    takes: ["SecretId", "ClientRequestToken", "SecretString", "SecretBinary", "VersionStages"],
    run: putSecretValue,
  },
  DescribeSecret: { takes: ["SecretId"], run: describeSecret },
  ListSecretVersionIds: { takes: ["SecretId", "IncludeDeprecated"], run: listSecretVersionIds },
};
