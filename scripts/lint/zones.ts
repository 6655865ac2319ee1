// The table of who may import whom, as data, and how a path or a specifier is placed in it.

/** The section every message of the boundary rules sends its reader to. */
export const SECTION = 'see "Who may import whom" in ARCHITECTURE.md';

/** Packages without I/O, clock, randomness or environment. */
export const PURE_PACKAGES: readonly string[] = ["krx", "tape", "matching", "trading"];

const SERVICES: readonly string[] = ["gateway", "order", "portfolio", "execution", "market-data"];
const PURE_NPM: readonly string[] = ["@hyunbinseo/holidays-kr", "es-hangul", "csv-parse/sync", "iconv-lite"];
const DATABASE_NPM: readonly string[] = [
  "drizzle-orm",
  "drizzle-kit",
  "pg",
  "@electric-sql/pglite",
  "@neondatabase/serverless",
];

/** What one zone (a workspace member, or a top-level folder) may import. `refused*` wins over `*`. */
interface Permit {
  /** Names after `@hoga/`; `packages` stands for everything under `packages/`. */
  readonly hoga: readonly string[] | "packages" | "any";
  readonly refusedHoga: readonly string[];
  readonly npm: readonly string[] | "any";
  readonly refusedNpm: readonly string[];
  readonly node: readonly string[] | "any";
  /** The reason, for the hint of the message. */
  readonly why: string;
}

const ANYTHING: Permit = { hoga: "any", refusedHoga: [], npm: "any", refusedNpm: [], node: "any", why: "" };

const PURE: Permit = {
  ...ANYTHING,
  hoga: PURE_PACKAGES,
  npm: PURE_NPM,
  node: ["node:assert", "node:assert/strict"],
  why: "Pure packages import only each other and pure libraries: pass in time, ids, randomness and data as arguments.",
};

const SHAPES: Permit = {
  ...PURE,
  npm: ["zod", "@hono/zod-openapi"],
  why: "Events and contracts describe shapes: they import only the pure packages and zod.",
};

const INFRASTRUCTURE: Permit = {
  ...ANYTHING,
  hoga: "packages",
  refusedHoga: ["local", "testing"],
  why: "A package imports packages only, and nothing but the embedded stack knows that the local stand-ins exist.",
};

const SERVICE: Permit = {
  ...INFRASTRUCTURE,
  why: "A service imports packages only. Another service is reached by its events or over HTTP, through a port.",
};

const GATEWAY: Permit = {
  ...SERVICE,
  refusedHoga: ["db", "local", "testing"],
  refusedNpm: DATABASE_NPM,
  why:
    "The gateway has no database of its own: it asks the services over HTTP and users and keys through @hoga/identity.",
};

const PERMITS: Readonly<Record<string, Permit>> = {
  ...Object.fromEntries(PURE_PACKAGES.map((name) => [`packages/${name}`, PURE])),
  "packages/events": SHAPES,
  "packages/contracts": SHAPES,
  "packages/db": {
    ...INFRASTRUCTURE,
    hoga: [...PURE_PACKAGES, "telemetry"],
    why: "The db package knows the pure packages' types and nothing of those who use it.",
  },
  "packages/outbox": {
    ...INFRASTRUCTURE,
    hoga: [...PURE_PACKAGES, "events", "contracts", "db", "telemetry"],
    why: "The outbox carries events and knows neither what they mean nor who runs it: that is the services' business.",
  },
  "packages/testing": ANYTHING,
  ...Object.fromEntries(SERVICES.map((name) => [`edge/${name}`, SERVICE])),
  "edge/gateway": GATEWAY,
  "edge/embedded": {
    ...ANYTHING,
    refusedHoga: ["testing"],
    why: "The embedded stack hosts the five services for users: test tooling stays out of it.",
  },
  cli: {
    ...ANYTHING,
    hoga: ["contracts", "krx", "trading", "tape", "telemetry"],
    refusedNpm: DATABASE_NPM,
    why:
      "The CLI speaks HTTP. It loads the embedded stack with `await import` alone, so that other commands start fast.",
  },
};

/** The part of the repository that a path relative to its root belongs to: `packages/krx`, `edge/order`, `cli`, ... */
export function zoneOf(path: string): string {
  const [top = "", second] = path.split("/");
  return (top === "packages" || top === "edge") && second !== undefined ? `${top}/${second}` : top;
}

/**
 * Whether the path is a test file, or stands in a `tests` or `testing` folder as what tests share: these may also import
 * test tooling, the stand-ins and any library.
 */
export function isTest(path: string): boolean {
  return /_test\.tsx?$|\/(tests|testing)\//.test(path);
}

/** How a module is pulled in: types are erased, and a dynamic import runs only when it is reached. */
export type ImportKind = "static" | "dynamic" | "type";

/** A refusal: what to say, and what to do instead. */
export interface Refusal {
  readonly message: string;
  readonly hint: string;
}

/** Judges one import of the file at `path` (relative to the repository's root, `/` as separator). */
export function judgeImport(path: string, specifier: string, kind: ImportKind): Refusal | null {
  if (/^(jsr|https?|npm):/.test(specifier)) {
    return {
      message: `\`${specifier}\` is fetched from outside the lockfile`,
      hint: "Add the package to package.json with an exact version and import it by its bare name.",
    };
  }
  const zone = zoneOf(path);
  if (zone === "scripts") return null;
  if (specifier.startsWith(".")) return judgeRelative(path, zone, specifier);
  const permit = PERMITS[zone] ?? (zone.startsWith("packages/") ? INFRASTRUCTURE : undefined);
  if (permit === undefined || isAllowed(permit, zone, specifier, kind, isTest(path))) return null;
  return { message: `${zone} may not import \`${specifier}\`: ${SECTION}`, hint: permit.why };
}

function judgeRelative(path: string, zone: string, specifier: string): Refusal | null {
  const target = zoneOf(joinPath(path, specifier));
  if (target === zone) return null;
  return {
    message: `${zone} may not reach into ${target} by a relative path: ${SECTION}`,
    hint: "Import what the other part exports, by its `@hoga/` name.",
  };
}

function isAllowed(permit: Permit, zone: string, specifier: string, kind: ImportKind, test: boolean): boolean {
  if (specifier.startsWith("node:")) return test || permit.node === "any" || permit.node.includes(specifier);
  if (specifier.startsWith("@hoga/")) return isHogaAllowed(permit, zone, nameAfterScope(specifier), kind, test);
  const npm = packageName(specifier);
  if (permit.refusedNpm.includes(npm)) return false;
  return test || permit.npm === "any" || permit.npm.includes(npm) || permit.npm.includes(specifier);
}

function isHogaAllowed(permit: Permit, zone: string, name: string, kind: ImportKind, test: boolean): boolean {
  if (test && (name === "testing" || name === "local")) return true;
  if (zone === "cli" && name === "embedded") return test || kind !== "static";
  if (permit.refusedHoga.includes(name)) return false;
  if (permit.hoga === "any") return true;
  if (permit.hoga === "packages") return !SERVICES.includes(name) && name !== "embedded";
  return permit.hoga.includes(name);
}

function nameAfterScope(specifier: string): string {
  return specifier.split("/")[1] ?? "";
}

function packageName(specifier: string): string {
  return specifier.split("/").slice(0, specifier.startsWith("@") ? 2 : 1).join("/");
}

function joinPath(from: string, relative: string): string {
  const parts = from.split("/").slice(0, -1);
  for (const part of relative.split("/")) {
    if (part === "..") parts.pop();
    else if (part !== ".") parts.push(part);
  }
  return parts.join("/");
}
