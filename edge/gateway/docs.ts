// A page for people that lists the operations of the API, made of its own description.
import type { OpenAPIHono } from "@hono/zod-openapi";
import type { GatewayEnv } from "./env.ts";

type Document = ReturnType<OpenAPIHono<GatewayEnv>["getOpenAPI31Document"]>;

const METHODS = ["get", "post", "put", "patch", "delete"] as const;

const STYLE = `
:root { color-scheme: light dark; }
body { font: 16px/1.5 system-ui, sans-serif; max-width: 60rem; margin: 2rem auto; padding: 0 1rem; }
code { font-family: ui-monospace, monospace; }
h2 { text-transform: capitalize; margin-top: 2rem; }
dt { margin-top: 1rem; } dd { margin: 0 0 0 1.5rem; }
.method { display: inline-block; min-width: 4.5rem; font-weight: 700; }
.parameters { opacity: .75; }`;

/** The page as HTML. It needs nothing from anywhere else. */
export function docsPage(document: Document): string {
  const byTag = new Map<string, string[]>();
  for (const [path, item] of Object.entries(document.paths ?? {})) {
    for (const method of METHODS) {
      const operation = item[method];
      if (operation === undefined) continue;
      const tag = operation.tags?.[0] ?? "other";
      const names = (operation.parameters ?? []).flatMap((one) => "name" in one ? [`${one.name} (${one.in})`] : []);
      const lines = [
        `<dt><code><span class="method">${method.toUpperCase()}</span>${escaped(path)}</code></dt>`,
        `<dd>${escaped(operation.summary ?? "")}</dd>`,
        ...(operation.description === undefined ? [] : [`<dd>${escaped(operation.description)}</dd>`]),
        ...(names.length === 0 ? [] : [`<dd class="parameters">${escaped(names.join(", "))}</dd>`]),
      ];
      byTag.set(tag, [...byTag.get(tag) ?? [], lines.join("\n")]);
    }
  }
  const sections = [...byTag].map(([tag, operations]) =>
    `<section><h2>${escaped(tag)}</h2>\n<dl>\n${operations.join("\n")}\n</dl></section>`
  );
  return `<!doctype html>
<html lang="en">
<head>
<meta charset="utf-8">
<meta name="viewport" content="width=device-width, initial-scale=1">
<title>${escaped(document.info.title)}</title>
<style>${STYLE}</style>
</head>
<body>
<h1>${escaped(document.info.title)} ${escaped(document.info.version)}</h1>
<p>${escaped(document.info.description ?? "")}</p>
<p>The full description is <a href="/openapi.json"><code>/openapi.json</code></a>.</p>
${sections.join("\n")}
</body>
</html>
`;
}

function escaped(text: string): string {
  return text.replaceAll("&", "&amp;").replaceAll("<", "&lt;").replaceAll(">", "&gt;").replaceAll('"', "&quot;");
}
