// hoga config path
import type { Command } from "commander";
import type { Context } from "../../context.ts";
import { define } from "../define.ts";

export function register(config: Command, ctx: Context): void {
  define(config, ctx, "path", ctx.t.help.configPath, ["hoga config path", "hoga config path --json"])
    .action(() => ctx.run(() => run(ctx)));
}

export async function run(ctx: Context): Promise<void> {
  const { path } = ctx.t.config;
  const { apiKeyFile, configFile, dataDir, stateDir, watchlistFile } = ctx.paths;
  await ctx.emit(
    { config: configFile, watchlist: watchlistFile, data: dataDir, apiKey: apiKeyFile, state: stateDir },
    (view) =>
      view.fields([
        [path.config, configFile],
        [path.watchlist, watchlistFile],
        [path.data, dataDir],
        [path.apiKey, apiKeyFile],
        [path.state, stateDir],
      ]),
  );
}
