// Where hoga keeps its files: everything beneath HOGA_HOME when that is set, else the XDG directories.
import { isAbsolute, join, resolve } from "node:path";
import { CliError } from "./errors.ts";

export interface Paths {
  readonly configFile: string;
  readonly watchlistFile: string;
  readonly dataDir: string;
  readonly apiKeyFile: string;
  readonly stateDir: string;
}

/** The paths for an environment. Throws a usage error when neither HOGA_HOME nor HOME says where to begin. */
export function resolvePaths(env: Readonly<Record<string, string | undefined>>): Paths {
  const own = env["HOGA_HOME"];
  if (own !== undefined && own !== "") {
    const home = resolve(own);
    return paths(home, home, join(home, "state"));
  }
  const base = (variable: string, ...fallback: string[]) => {
    const value = env[variable];
    // The XDG specification says to ignore a relative path.
    if (value !== undefined && isAbsolute(value)) return join(value, "hoga");
    const home = env["HOME"];
    if (home === undefined || home === "") {
      throw new CliError("usage", 2, "HOGA_HOME: set it to the directory for hoga's files, because HOME is not set");
    }
    return join(home, ...fallback, "hoga");
  };
  return paths(
    base("XDG_CONFIG_HOME", ".config"),
    base("XDG_DATA_HOME", ".local", "share"),
    base("XDG_STATE_HOME", ".local", "state"),
  );
}

function paths(config: string, data: string, stateDir: string): Paths {
  return {
    configFile: join(config, "config.json"),
    watchlistFile: join(config, "watchlist.json"),
    dataDir: join(data, "data"),
    apiKeyFile: join(data, "api-key"),
    stateDir,
  };
}
