/** The certificate of a TLS server, and its key, as PEM. */
export interface Certificate {
  readonly key: string;
  readonly cert: string;
}

/** Creates a self-signed certificate for `localhost` and 127.0.0.1, valid for one year. */
export async function createCertificate(): Promise<Certificate> {
  // Loaded here, because few runs need it and it takes several megabytes.
  const { generate } = await import("selfsigned");
  const pair = await generate([{ name: "commonName", value: "localhost" }], {
    keyType: "ec",
    curve: "P-256",
    algorithm: "sha256",
    extensions: [
      { name: "basicConstraints", cA: false },
      {
        name: "subjectAltName",
        altNames: [
          { type: 2, value: "localhost" },
          { type: 2, value: "*.localhost" },
          { type: 7, ip: "127.0.0.1" },
        ],
      },
    ],
  });
  return { key: pair.private, cert: pair.cert };
}
