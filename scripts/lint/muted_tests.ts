// The rule that no test is switched off or runs alone.

/// <reference lib="deno.unstable" />

import { isTest } from "./zones.ts";

const MUTING = /^(only|skip|ignore)$/;
const RUNNERS = /^(Deno\.test|t\.step|test|it|describe)$/;

/** `hoga/no-muted-tests`: `.only`, `.skip`, `.ignore`, `only: true` and `ignore: true` in test files. */
export function mutedTestsRule(relativePath: (filename: string) => string): Deno.lint.Rule {
  return {
    create(ctx) {
      if (!isTest(relativePath(ctx.filename))) return {};
      const report = (node: Deno.lint.Node, what: string) =>
        ctx.report({
          node,
          message: `\`${what}\` keeps tests from running`,
          hint: "Every test runs, every time. One that cannot run here says so on the console and returns.",
        });
      return {
        MemberExpression(node) {
          if (node.property.type !== "Identifier" || !MUTING.test(node.property.name)) return;
          const runner = ctx.sourceCode.getText(node.object);
          if (RUNNERS.test(runner)) report(node, `${runner}.${node.property.name}`);
        },
        Property(node) {
          if (node.key.type !== "Identifier" || !MUTING.test(node.key.name)) return;
          const call = node.parent.parent;
          if (call?.type !== "CallExpression" || !RUNNERS.test(ctx.sourceCode.getText(call.callee))) return;
          const value = ctx.sourceCode.getText(node.value);
          if (value !== "false") report(node, `${node.key.name}: ${value}`);
        },
      };
    },
  };
}
