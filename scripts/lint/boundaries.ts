// The lint plugin that holds the layout together: who may import whom, what pure means, and that every test runs.

/// <reference lib="deno.unstable" />

import { pureRule } from "./effects.ts";
import { mutedTestsRule } from "./muted_tests.ts";
import { type ImportKind, judgeImport } from "./zones.ts";

const ROOT = decodeURIComponent(new URL("../../", import.meta.url).pathname);

/** The path of a linted file from the repository's root, with `/` as separator. */
function relativePath(filename: string): string {
  const path = filename.replaceAll("\\", "/");
  return path.startsWith(ROOT) ? path.slice(ROOT.length) : path;
}

const importsRule: Deno.lint.Rule = {
  create(ctx) {
    const path = relativePath(ctx.filename);
    const judge = (node: Deno.lint.Node, specifier: unknown, kind: ImportKind) => {
      if (typeof specifier !== "string") return;
      const refusal = judgeImport(path, specifier, kind);
      if (refusal !== null) ctx.report({ node, ...refusal });
    };
    return {
      ImportDeclaration(node) {
        judge(node, node.source.value, node.importKind === "type" ? "type" : "static");
      },
      ExportAllDeclaration(node) {
        judge(node, node.source.value, "static");
      },
      ExportNamedDeclaration(node) {
        if (node.source !== null) judge(node, node.source.value, node.exportKind === "type" ? "type" : "static");
      },
      ImportExpression(node) {
        judge(node, node.source.type === "Literal" ? node.source.value : undefined, "dynamic");
      },
      TSImportType(node) {
        judge(node, /import\(\s*["']([^"']+)["']/.exec(ctx.sourceCode.getText(node))?.[1], "type");
      },
    };
  },
};

const plugin: Deno.lint.Plugin = {
  name: "hoga",
  rules: {
    imports: importsRule,
    pure: pureRule(relativePath),
    "no-muted-tests": mutedTestsRule(relativePath),
  },
};

export default plugin;
