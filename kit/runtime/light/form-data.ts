/** A form as one multipart body. https://html.spec.whatwg.org/#multipart/form-data-encoding-algorithm */
export function encodeForm(form: FormData): Blob {
  const boundary = `----form-${crypto.randomUUID()}`;
  const parts: (string | Blob)[] = [];
  for (const [name, value] of form) {
    parts.push(`--${boundary}\r\nContent-Disposition: form-data; name="${escapeName(toLines(name))}"`);
    if (typeof value === "string") {
      parts.push(`\r\n\r\n${toLines(value)}\r\n`);
    } else {
      const type = value.type || "application/octet-stream";
      parts.push(`; filename="${escapeName(value.name)}"\r\nContent-Type: ${type}\r\n\r\n`, value, "\r\n");
    }
  }
  return new Blob([...parts, `--${boundary}--\r\n`], { type: `multipart/form-data; boundary=${boundary}` });
}

function toLines(text: string): string {
  return text.replace(/\r\n?|\n/g, "\r\n");
}

function escapeName(text: string): string {
  return text.replaceAll("\n", "%0A").replaceAll("\r", "%0D").replaceAll('"', "%22");
}
