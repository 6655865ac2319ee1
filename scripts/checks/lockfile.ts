// Check: package-lock.json has an entry for every optional dependency, those for other platforms included.
//
// A registry that does not carry a platform's package makes npm leave it out of the lock file, and `npm ci` then refuses
// the very file that `npm install` wrote (npm/cli#9846). Worse, a Mac would get no Deno. `--write` adds what is missing by
// name, version and platform; `npm install` at a registry that carries all of them adds the hashes.

import { conclude, readText, ROOT } from "./tree.ts";

/** One package of the lock file, with the fields this check reads or writes. */
interface Entry {
  readonly version?: string;
  readonly cpu?: readonly string[];
  readonly dev?: boolean;
  readonly libc?: readonly string[];
  readonly optional?: boolean;
  readonly os?: readonly string[];
  readonly optionalDependencies?: Readonly<Record<string, string>>;
}

/** Packages by their path, `node_modules/a/node_modules/b`. */
type Packages = Readonly<Record<string, Entry>>;

const OS: Readonly<Record<string, string>> = {
  aix: "aix",
  android: "android",
  darwin: "darwin",
  freebsd: "freebsd",
  linux: "linux",
  netbsd: "netbsd",
  openbsd: "openbsd",
  openharmony: "openharmony",
  sunos: "sunos",
  win32: "win32",
  windows: "win32",
};
const CPU: readonly string[] = ["arm", "arm64", "ia32", "loong64", "mips64el", "ppc64", "riscv64", "s390x", "x64"];

/** The entries that are missing, and what cannot be added. */
export function missingEntries(packages: Packages): { readonly added: Packages; readonly problems: readonly string[] } {
  const added: Record<string, Entry> = {};
  const problems: string[] = [];
  for (const [path, { dev, optionalDependencies = {} }] of Object.entries(packages)) {
    for (const [name, version] of Object.entries(optionalDependencies)) {
      if (isInstalled(packages, path, name)) continue;
      const platform = platformOf(name);
      if (platform === null || !/^\d+\.\d+\.\d+/.test(version)) {
        problems.push(
          `package-lock.json: ${name}@${version} of ${path} is missing, and its platform or version is not plain`,
        );
        continue;
      }
      const folder = path.slice(0, path.lastIndexOf("node_modules/") + "node_modules/".length);
      added[folder + name] = { version, ...(dev === true ? { dev } : {}), optional: true, ...platform };
    }
  }
  return { added, problems };
}

/** Whether the package at `path` finds a package of this name, as Node looks for it: from the inside out. */
function isInstalled(packages: Packages, path: string, name: string): boolean {
  for (let folder = path;; folder = folder.slice(0, Math.max(folder.lastIndexOf("/node_modules/"), 0))) {
    if (packages[`${folder}${folder === "" ? "" : "/"}node_modules/${name}`] !== undefined) return true;
    if (folder === "") return false;
  }
}

/** The platform that a package's name tells: `@deno/linux-arm64-glibc`, `@oxc-parser/binding-win32-x64-msvc`. */
function platformOf(name: string): Pick<Entry, "os" | "cpu" | "libc"> | null {
  const words = (name.split("/").at(-1) ?? "").split("-");
  const os = words.map((word) => OS[word]).find((found) => found !== undefined);
  const cpu = words.find((word) => CPU.includes(word));
  if (os === undefined || cpu === undefined) return null;
  if (os !== "linux") return { os: [os], cpu: [cpu] };
  if (words.some((word) => word.startsWith("musl"))) return { os: [os], cpu: [cpu], libc: ["musl"] };
  return words.some((word) => /^(gnu|glibc)/.test(word))
    ? { os: [os], cpu: [cpu], libc: ["glibc"] }
    : { os: [os], cpu: [cpu] };
}

if (import.meta.main) {
  const lock: { packages: Packages } = JSON.parse(await readText("package-lock.json") ?? `{"packages":{}}`);
  const { added, problems } = missingEntries(lock.packages);
  const names = Object.keys(added);
  if (Deno.args.includes("--write") && names.length > 0) {
    const sorted = Object.entries({ ...lock.packages, ...added }).sort(([a], [b]) => a < b ? -1 : 1);
    const text = JSON.stringify({ ...lock, packages: Object.fromEntries(sorted) }, null, 2);
    await Deno.writeTextFile(`${ROOT}package-lock.json`, `${text}\n`);
    conclude(problems, `package-lock.json: ${names.length} entries added`);
  }
  const missing = names.map((path) => `package-lock.json: ${path} is missing; \`deno task lockfile\` adds it`);
  conclude([...problems, ...missing], "package-lock.json is complete");
}
