// What the bundle has in the place of parts of libraries that it does not need, or that it could not load as it has to.
import type { Plugin } from "esbuild";
import { join } from "node:path";
import { ROOT } from "../checks/tree.ts";
import { polyfillsOf, PROGRAM_POLYFILLS } from "./polyfills.ts";

interface StandIn {
  /** Imports that it stands in for, by what is written in them. */
  readonly imports: RegExp;
  /** Files that import it, where not all are meant. */
  readonly from?: RegExp;
  readonly source: string;
}

/** Messages in fifty languages: hoga has its own. */
const LOCALES: StandIn = {
  imports: /\/locales\/index\.js$/,
  from: /\/node_modules\/zod\//,
  source: `export { default as en } from "zod/v4/locales/en.js";`,
};

/**
 * The command line only reads documents. It has no use for what describes them in OpenAPI, and a command reads so few that making a program
 * for each schema, as zod does, takes longer than reading them. The screen, which has no arguments, reads many.
 */
const OPENAPI: StandIn = {
  imports: /^@hono\/zod-openapi$/,
  source: `
    import { z } from "zod";
    z.config({ jitless: process.argv.length > 2 });
    z.ZodType.prototype.openapi = function () { return this; };
    // Not the same name again: whoever imports it would be given zod's, and this would never be run.
    const prepared = z;
    export { prepared as z };`,
};

/** Commander can run programs as commands, which no command of hoga is, and loads what starts them before it knows. */
const CHILD_PROCESS: StandIn = {
  imports: /^node:child_process$/,
  from: /\/node_modules\/commander\//,
  source: "export default {};",
};

/** The same layout engine, without an await at the top of the module: a section is a function. Whoever loads one waits for `__pending`. */
const YOGA: StandIn = {
  imports: /^yoga-layout$/,
  source: `
    import { loadYoga } from "yoga-layout/load";
    const Yoga = {};
    __pending.push(loadYoga().then((loaded) => Object.assign(Yoga, loaded)));
    export default Yoga;
    export * from "yoga-layout/load";`,
};

const NAMESPACE = "stand-in";

function plugin(standIns: readonly StandIn[]): Plugin {
  return {
    name: NAMESPACE,
    setup(build) {
      standIns.forEach(({ imports, from = /./ }, index) => {
        build.onResolve({ filter: imports }, ({ importer, namespace }) => {
          const isMeant = namespace !== NAMESPACE && from.test(importer);
          return isMeant ? { path: String(index), namespace: NAMESPACE } : undefined;
        });
      });
      build.onLoad({ filter: /./, namespace: NAMESPACE }, ({ path }) => {
        const standIn = standIns[Number(path)];
        return standIn === undefined ? undefined : { contents: standIn.source, resolveDir: join(ROOT, "cli") };
      });
    },
  };
}

const DEVTOOLS_ASKED = "process.env['DEV'] === 'true'";

/**
 * Ink may be watched by a developer's tools, for which it waits at the top of a module: in the bundle nobody watches. And it uses what Node 20
 * does not have yet.
 */
const inkForNode: Plugin = {
  name: "ink-for-node",
  setup(build) {
    build.onLoad({ filter: /\/ink\/build\/ink\.js$/ }, async ({ path }) => {
      const polyfills = polyfillsOf(PROGRAM_POLYFILLS);
      return { contents: `${polyfills}\n${await Deno.readTextFile(path)}`, loader: "js" };
    });
    build.onLoad({ filter: /\/ink\/build\/reconciler\.js$/ }, async ({ path }) => {
      const text = await Deno.readTextFile(path);
      if (!text.includes(DEVTOOLS_ASKED)) {
        return { errors: [{ text: `Ink does not ask for its tools by ${DEVTOOLS_ASKED} any more` }] };
      }
      return { contents: text.replaceAll(DEVTOOLS_ASKED, "false"), loader: "js" };
    });
  },
};

/** For the command line and its screen. */
export const programStandIns: readonly Plugin[] = [inkForNode, plugin([LOCALES, OPENAPI, CHILD_PROCESS, YOGA])];
/** For the market. */
export const marketStandIns: readonly Plugin[] = [plugin([LOCALES])];
