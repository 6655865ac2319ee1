import assert from "node:assert/strict";
import { deadNames, type Known } from "./doc_paths.ts";

const KNOWN: Known = {
  files: ["README.md", "cli/main.ts", "edge/order/reactions/on_funds_reserved.ts", "packages/krx/ticks.ts"],
  packages: ["@hoga/krx"],
  tasks: ["ok", "test"],
  scripts: ["hoga"],
};

Deno.test("deadNames() accepts what is there, and what is no path of the repository", () => {
  const text = [
    "`cli/main.ts` `ticks.ts` `krx/ticks.ts` `packages/krx` `packages/krx/` `edge/*/reactions` `edge/order/`",
    "`edge/<service>/reactions/on_<event>.ts` `edge/{order,execution}/reactions` `@hoga/krx` [start](cli/main.ts)",
    "`deno task ok` `npm run --silent hoga -- buy` `POST /api/orders` `/livez` `drizzle-orm/pglite` `HOGA_HOME`",
    "`node_modules/knip` `.cache/pglite` `../shared/krx` `hoga buy 005930 10` `and/or` [web](https://deno.com) [up](#top)",
    "```ts",
    "`packages/gone.ts`",
    "```",
  ].join("\n");
  assert.deepEqual(deadNames("README.md", text, KNOWN), []);
});

Deno.test("deadNames() names what is gone, with its line", () => {
  const rows: readonly (readonly [string, string])[] = [
    ["`cli/gone.ts`", "`cli/gone.ts` is not in the repository"],
    ["`gone.ts`", "`gone.ts` is not in the repository"],
    ["`packages/gone`", "`packages/gone` is not in the repository"],
    ["`edge/*/gone`", "`edge/*/gone` is not in the repository"],
    ["`edge/{gone,missing}`", "`edge/{gone,missing}` is not in the repository"],
    ["`@hoga/gone`", "`@hoga/gone` is no package of the workspace"],
    ["`deno task gone`", "`deno task gone` is no task of deno.json"],
    ["`npm run gone`", "`npm run gone` is no script of package.json"],
    ["[x](./docs/gone.md#top)", "the link to docs/gone.md leads nowhere"],
  ];
  for (const [text, said] of rows) {
    assert.deepEqual(deadNames("README.md", `# Title\n\n${text}\n`, KNOWN), [`README.md:3: ${said}`]);
  }
});
