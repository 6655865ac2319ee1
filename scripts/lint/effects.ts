// The rule that pure packages read no clock, randomness, environment or network, even through a global.

/// <reference lib="deno.unstable" />

import { isTest, PURE_PACKAGES, SECTION, zoneOf } from "./zones.ts";

const GLOBALS: ReadonlySet<string> = new Set([
  "Deno",
  "process",
  "performance",
  "fetch",
  "setTimeout",
  "setInterval",
  "queueMicrotask",
  "console",
  "globalThis",
  "self",
  "window",
  "navigator",
  "localStorage",
  "sessionStorage",
  "WebSocket",
  "Worker",
]);

/** Members that reach outside although the rest of their object is pure. */
const MEMBERS: ReadonlySet<string> = new Set([
  "Date.now",
  "Math.random",
  "crypto.randomUUID",
  "crypto.getRandomValues",
  "Temporal.Now",
]);

/** Methods of `Date` that read the time zone of the machine; the market's is UTC+9 wherever hoga runs. */
const LOCAL_TIME =
  /^(getTimezoneOffset|[gs]et(FullYear|Month|Date|Day|Hours|Minutes|Seconds)|to(Date|Time|LocaleDate|LocaleTime)String)$/;

const HINT =
  "Take the time, the id, the random number or the data as an argument; the shell around the rules has them.";

type Identifier = Deno.lint.Identifier;
type MemberExpression = Deno.lint.MemberExpression;

/** `hoga/pure`: reports a global with an effect, and the machine's time zone, in the pure packages (tests may use them). */
export function pureRule(relativePath: (filename: string) => string): Deno.lint.Rule {
  return {
    create(ctx) {
      const path = relativePath(ctx.filename);
      const zone = zoneOf(path);
      if (isTest(path) || !PURE_PACKAGES.some((name) => zone === `packages/${name}`)) return {};
      const declared = new Set<string>();
      // Keyed by place: the linter visits the one name of a shorthand property twice.
      const used = new Map<number, Identifier>();
      const report = (node: Deno.lint.Node, what: string) =>
        ctx.report({ node, message: `${zone} is pure and may not use \`${what}\`: ${SECTION}`, hint: HINT });
      return {
        Identifier(node) {
          if (isDeclaration(node)) declared.add(node.name);
          else if (GLOBALS.has(node.name) && isValue(node)) used.set(node.range[0], node);
        },
        MemberExpression(node) {
          const name = memberName(node);
          if (MEMBERS.has(name)) report(node, name);
          else if (LOCAL_TIME.test(name.slice(name.lastIndexOf(".") + 1))) report(node, name.replace(/^.*\./, "."));
        },
        NewExpression(node) {
          if (node.callee.type !== "Identifier" || node.callee.name !== "Date") return;
          if (node.arguments.length === 0) report(node, "new Date()");
          if (node.arguments.length > 1) report(node, "new Date(year, month, ...)");
        },
        CallExpression(node) {
          if (node.callee.type === "Identifier" && node.callee.name === "Date") report(node, "Date()");
        },
        "Program:exit"() {
          for (const node of used.values()) if (!declared.has(node.name)) report(node, node.name);
        },
      };
    },
  };
}

/** `object.property` of a member expression; the object is dropped when it is more than a name. */
function memberName(node: MemberExpression): string {
  const object = node.object.type === "Identifier" ? node.object.name : "";
  if (!node.computed && node.property.type === "Identifier") return `${object}.${node.property.name}`;
  if (node.property.type === "Literal") return `${object}.${node.property.value}`;
  return object;
}

/** Whether the identifier gives a name to something of this file, which then hides the global of that name. */
function isDeclaration(node: Identifier): boolean {
  const parent = node.parent;
  switch (parent.type) {
    case "VariableDeclarator":
      return same(parent.id, node);
    case "FunctionDeclaration":
    case "FunctionExpression":
    case "ClassDeclaration":
    case "ArrowFunctionExpression":
    case "RestElement":
    case "ArrayPattern":
    case "CatchClause":
      // A default value or a concise body is not one of the names that a function gives.
      return parent.type !== "ArrowFunctionExpression" || !same(parent.body, node);
    case "AssignmentPattern":
      return same(parent.left, node);
    case "Property":
      return parent.parent.type === "ObjectPattern" && same(parent.value, node);
    case "ImportSpecifier":
    case "ImportDefaultSpecifier":
    case "ImportNamespaceSpecifier":
      return true;
    default:
      return false;
  }
}

/** Whether the identifier stands for a value, and is not the name of a property, a label or a type. */
function isValue(node: Identifier): boolean {
  const parent = node.parent;
  switch (parent.type) {
    case "MemberExpression":
      return parent.computed || same(parent.object, node);
    case "Property":
      return parent.computed || parent.shorthand || same(parent.value, node);
    case "MethodDefinition":
    case "PropertyDefinition":
      return parent.computed || !same(parent.key, node);
    case "TSAsExpression":
    case "TSSatisfiesExpression":
    case "TSNonNullExpression":
      return true;
    default:
      return !parent.type.startsWith("TS") && parent.type !== "ExportSpecifier";
  }
}

/** The linter hands out a new object for every access to a node, so nodes are compared by their place. */
function same(a: Deno.lint.Node | null, b: Deno.lint.Node): boolean {
  return a !== null && a.type === b.type && a.range[0] === b.range[0] && a.range[1] === b.range[1];
}
