// What Node 20 does not have yet, and what stands in for it where the bundle uses it.

interface Feature {
  /** How the use of it looks in a program, whatever the names of variables. */
  readonly use: RegExp;
  /** core-js's module; null where there is none that would do. */
  readonly polyfill: string | null;
}

const FEATURES: readonly Feature[] = [
  { use: /\bPromise\.withResolvers\b/, polyfill: "promise/with-resolvers" },
  { use: /\bPromise\.try\b/, polyfill: "promise/try" },
  { use: /\bMap\.groupBy\b/, polyfill: "map/group-by" },
  { use: /\bObject\.groupBy\b/, polyfill: "object/group-by" },
  { use: /\bArray\.fromAsync\b/, polyfill: "array/from-async" },
  { use: /\bRegExp\.escape\b/, polyfill: "regexp/escape" },
  { use: /\bError\.isError\b/, polyfill: "error/is-error" },
  { use: /\.toHex\(/, polyfill: "typed-array/to-hex" },
  { use: /\bIterator\.from\b/, polyfill: "iterator/from" },
  // Set methods cannot be told from others of their names once a program is bundled; these are the ones that only sets have.
  { use: /\.(isSubsetOf|isSupersetOf|isDisjointFrom|symmetricDifference)\(/, polyfill: null },
  {
    use: /\.(values|keys|entries)\(\)\.(map|filter|take|drop|flatMap|reduce|toArray|forEach|some|every|find)\(/,
    polyfill: null,
  },
];

/** For the screen: Ink waits for its frames with it. */
export const PROGRAM_POLYFILLS: readonly string[] = ["promise/with-resolvers"];
/** For the services. */
export const MARKET_POLYFILLS: readonly string[] = ["map/group-by", "set/union", "typed-array/to-hex"];

/** The imports that put polyfills in place. */
export function polyfillsOf(names: readonly string[]): string {
  return names.map((name) => `import "core-js/actual/${name}";`).join("\n");
}

/** Throws when a bundled program uses what Node 20 has not and `polyfills` do not bring. `name` is the program's, for the message. */
export function checkFeatures(name: string, program: string, polyfills: readonly string[]): void {
  for (const { use, polyfill } of FEATURES) {
    const [found] = use.exec(program) ?? [];
    if (found === undefined || (polyfill !== null && polyfills.includes(polyfill))) continue;
    const help = polyfill === null
      ? "write it otherwise"
      : `add "${polyfill}" to its polyfills in scripts/bundle/polyfills.ts`;
    throw new Error(`${name} uses ${found}, which Node 20 does not have: ${help}`);
  }
}
