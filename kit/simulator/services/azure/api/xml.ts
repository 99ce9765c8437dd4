/** Text, which is escaped, or child elements. */
export type XmlContent = string | readonly string[];

const escapes: Readonly<Record<string, string>> = { "&": "&amp;", "<": "&lt;", ">": "&gt;", '"': "&quot;" };

function escaped(text: string): string {
  return text.replace(/[&<>"]/g, (character) => escapes[character] ?? character);
}

/** An element; no element for `undefined`. */
export function element(
  name: string,
  content: XmlContent | undefined,
  attributes: Readonly<Record<string, string>> = {},
): string {
  if (content === undefined) return "";
  const given = Object.entries(attributes).map(([key, value]) => ` ${key}="${escaped(value)}"`);
  const inside = typeof content === "string" ? escaped(content) : content.join("");
  return `<${name}${given.join("")}>${inside}</${name}>`;
}

export function xmlDocument(root: string): string {
  return `<?xml version="1.0" encoding="utf-8"?>${root}`;
}
