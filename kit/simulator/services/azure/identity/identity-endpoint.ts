import { createHash, createHmac, randomBytes, timingSafeEqual } from "node:crypto";
import { createServer, type IncomingMessage, type Server } from "node:http";
import { at, requiredText, textAt } from "../../../contract/read.ts";
import { CloudError, type Properties, type StoredResource, type Variables, type World } from "../../../contract.ts";
import { messageOf } from "../../../errors.ts";
import { listenLocally } from "../../../hosts/local-server.ts";
import { deployer } from "../../../iam/azure.ts";
import type { TokenSigner } from "../../../iam/jwt.ts";
import { isSame, tenant } from "../arm.ts";
import { appToken } from "../tokens.ts";
import { identityToken } from "./identity.ts";

/** "Managed identity tokens are cached … for around 24 hours": https://learn.microsoft.com/azure/app-service/overview-managed-identity#limitations */
const lifetime = 24 * 3_600;

/** An identity that an app can act as. */
interface Identity {
  readonly clientId: string;
  readonly principalId: string;
  readonly resourceId: string;
}

/**
 * Issues tokens of managed identities to apps. All apps use one address: a header tells which app is asking.
 * https://learn.microsoft.com/azure/app-service/overview-managed-identity#rest-endpoint-reference
 */
export class IdentityEndpoint {
  readonly #world: World;
  readonly #signer: TokenSigner;
  readonly #secret = randomBytes(32);
  #server: Promise<{ readonly server: Server; readonly url: string }> | undefined;

  constructor(world: World, signer: TokenSigner) {
    this.#world = world;
    this.#signer = signer;
  }

  /** The variables of an app with an identity: the address that issues its tokens. */
  async variablesFor(app: Pick<StoredResource, "id" | "inputs">): Promise<Variables> {
    if (textAt(app.inputs, "identity.type") === undefined) return {};
    this.#server ??= this.#open();
    const { url } = await this.#server;
    return { IDENTITY_ENDPOINT: `${url}/msi/token/`, IDENTITY_HEADER: this.#headerOf(app.id) };
  }

  /**
   * A token of a managed identity, as its app would get it, or of the deploying user, as `az` would.
   * @param principal - The identity's object id, or a subscription: `/subscriptions/…`.
   * @throws CloudError `PrincipalNotFound`.
   */
  async tokenFor(principal: string, resource: string): Promise<string> {
    const { store } = this.#world;
    if (/^\/subscriptions\/[^/]+$/.test(principal)) return this.#signer.sign(userClaims(resource, this.#seconds()));
    const identities = [...store.find(identityToken).map(ownIdentity), ...store.find(appToken).map(systemIdentity)];
    const found = identities.find((identity) => isSame(identity?.principalId, principal));
    if (found !== undefined) return this.#signer.sign(claimsOf(found, resource, this.#seconds()));
    throw new CloudError("PrincipalNotFound", `No managed identity has the object id ${principal}.`, 404);
  }

  /**
   * The object id of the identity that an app acts as.
   * @param clientId - The client id of a user-assigned identity. @default the system-assigned identity
   * @throws CloudError `BadRequest` when the app does not have it.
   */
  principalOf(app: StoredResource, clientId?: string): string {
    const query = new URLSearchParams(clientId === undefined ? {} : { client_id: clientId });
    return this.#identityOf(app, query).principalId;
  }

  async stop(): Promise<void> {
    const opened = await this.#server;
    opened?.server.closeAllConnections();
    opened?.server.close();
  }

  async #open(): Promise<{ readonly server: Server; readonly url: string }> {
    const server = createServer((request, response) => {
      this.#answer(request).then(
        (body) => response.writeHead(200, { "content-type": "application/json" }).end(JSON.stringify(body)),
        (error: unknown) => {
          const status = error instanceof CloudError ? error.status : 500;
          response.writeHead(status, { "content-type": "application/json" });
          response.end(JSON.stringify({ statusCode: status, message: messageOf(error) }));
        },
      );
    });
    return { server, url: `http://127.0.0.1:${await listenLocally(server)}` };
  }

  async #answer({ headers, url = "/" }: IncomingMessage): Promise<Properties> {
    const app = this.#appOf(headers["x-identity-header"]);
    const { searchParams: query } = new URL(url, "http://localhost");
    const resource = query.get("resource") ?? "";
    if (query.get("api-version") !== "2019-08-01") throw badRequest("The api-version must be 2019-08-01.");
    if (resource === "") throw badRequest("The parameter resource is required.");
    const identity = this.#identityOf(app, query);
    const now = this.#seconds();
    return {
      access_token: await this.#signer.sign(claimsOf(identity, resource, now)),
      client_id: identity.clientId,
      expires_on: String(now + lifetime),
      resource,
      token_type: "Bearer",
    };
  }

  #seconds(): number {
    return Math.floor(this.#world.clock.now() / 1_000);
  }

  /** "This header is used to help mitigate server-side request forgery (SSRF) attacks." */
  #appOf(header: string | readonly string[] | undefined): StoredResource {
    const given = Buffer.from(String(header));
    const isTheirs = ({ id }: StoredResource): boolean => {
      const expected = Buffer.from(this.#headerOf(id));
      return expected.length === given.length && timingSafeEqual(expected, given);
    };
    const app = this.#world.store.find(appToken, isTheirs)[0];
    if (app !== undefined) return app;
    throw new CloudError("Unauthorized", "The header X-IDENTITY-HEADER is missing or wrong.", 401);
  }

  #headerOf(appId: string): string {
    return createHmac("sha256", this.#secret).update(appId.toLowerCase()).digest("hex").toUpperCase();
  }

  /** The identity that a request names by one of its ids, or the system-assigned one. */
  #identityOf(app: StoredResource, query: URLSearchParams): Identity {
    const names = {
      client_id: "clientId",
      principal_id: "principalId",
      object_id: "principalId",
      mi_res_id: "resourceId",
    } as const;
    const wanted = Object.entries(names).find(([name]) => query.has(name));
    const found =
      wanted === undefined
        ? systemIdentity(app)
        : [...this.#assignedTo(app), systemIdentity(app)].find((one) =>
            isSame(one?.[wanted[1]], query.get(wanted[0]) ?? ""),
          );
    if (found !== undefined) return found;
    // Observed: the messages of errors are not documented.
    throw badRequest(
      "No User Assigned or Delegated Managed Identity found for specified ClientId/ResourceId/PrincipalId.",
    );
  }

  #assignedTo(app: StoredResource): readonly Identity[] {
    const ids = at(app.inputs, "identity.userAssignedIdentities");
    const assigned = (id: string): boolean => Array.isArray(ids) && ids.some((one) => isSame(String(one), id));
    return this.#world.store.find(identityToken, ({ id }) => assigned(id)).map(ownIdentity);
  }
}

/** The identity of a user-assigned identity resource. */
function ownIdentity({ id, outputs }: StoredResource): Identity {
  return {
    clientId: requiredText(outputs, "clientId"),
    principalId: requiredText(outputs, "principalId"),
    resourceId: id,
  };
}

function systemIdentity(app: StoredResource): Identity | undefined {
  const principalId = textAt(app.outputs, "identity.principalId");
  if (principalId === undefined) return undefined;
  const digest = createHash("sha256").update(principalId).digest("hex");
  const clientId = [digest.slice(0, 8), digest.slice(8, 12), `4${digest.slice(12, 15)}`, `8${digest.slice(15, 18)}`];
  return { clientId: [...clientId, digest.slice(18, 30)].join("-"), principalId, resourceId: app.id };
}

/** https://learn.microsoft.com/entra/identity-platform/access-token-claims-reference */
function claimsOf({ clientId, principalId, resourceId }: Identity, resource: string, now: number): Properties {
  return {
    aud: resource,
    iss: `https://sts.windows.net/${tenant}/`,
    ...{ iat: now, nbf: now, exp: now + lifetime },
    appid: clientId,
    appidacr: "2",
    idp: `https://sts.windows.net/${tenant}/`,
    idtyp: "app",
    oid: principalId,
    sub: principalId,
    tid: tenant,
    ver: "1.0",
    xms_mirid: resourceId,
  };
}

/** The claims of the deploying user. */
function userClaims(aud: string, now: number): Properties {
  return {
    ...{ aud, iss: `https://sts.windows.net/${tenant}/`, iat: now, nbf: now, exp: now + lifetime },
    ...{ idtyp: "user", oid: deployer, sub: deployer, tid: tenant, ver: "1.0" },
  };
}

function badRequest(message: string): CloudError {
  return new CloudError("BadRequest", message);
}
