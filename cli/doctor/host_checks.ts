// What doctor can tell without a server: the runtime, the terminal, the files.
import { mkdir, rm, writeFile } from "node:fs/promises";
import { dirname, join } from "node:path";
import process from "node:process";
import { configuredEndpoint } from "../connect.ts";
import type { Context } from "../context.ts";
import { firstLine } from "../errors.ts";
import type { Messages } from "../i18n/mod.ts";
import { pendingKeys } from "../pending_orders.ts";
import { readStackLock } from "../stack.ts";
import { runtimeName, VERSION } from "../version.ts";

export interface Check {
  readonly name: keyof Messages["doctor"]["name"];
  readonly status: keyof Messages["doctor"]["status"];
  readonly detail: string;
}

export async function checkHost(ctx: Context): Promise<readonly Check[]> {
  return [
    checkRuntime(),
    checkTerminal(ctx),
    await checkPaths(ctx),
    checkSettings(ctx),
    await checkDataDirectory(ctx),
    await checkPending(ctx),
  ];
}

function checkRuntime(): Check {
  const detail = `hoga ${VERSION}, ${runtimeName()}, ${process.platform} ${process.arch}`;
  return { name: "runtime", status: "ok", detail };
}

function checkTerminal({ host, isColor, t }: Context): Check {
  const locale = host.env["LC_ALL"] || host.env["LC_CTYPE"] || host.env["LANG"] || "";
  const isUtf8 = /utf-?8/i.test(locale);
  const kind = host.isTty.stdout ? t.doctor.isTerminal : t.doctor.isNotTerminal;
  const detail = t.doctor.terminal(kind, host.columns(), isColor ? t.yes : t.no);
  // Only a terminal has to show Hangul; a pipe passes it on.
  const isBlind = host.isTty.stdout && !isUtf8;
  return {
    name: "terminal",
    status: isBlind ? "warn" : "ok",
    detail: isBlind ? `${detail}; ${t.doctor.notUtf8}` : detail,
  };
}

async function checkPaths({ paths, t }: Context): Promise<Check> {
  const directories = [
    ...new Set([dirname(paths.configFile), dirname(paths.apiKeyFile), paths.dataDir, paths.stateDir]),
  ];
  for (const directory of directories) {
    try {
      await mkdir(directory, { recursive: true, mode: 0o700 });
      const probe = join(directory, `.doctor-${process.pid}`);
      await writeFile(probe, "");
      await rm(probe);
    } catch (error) {
      const why = error instanceof Error ? firstLine(error.message) : "";
      return { name: "paths", status: "fail", detail: t.doctor.notWritable(directory, why) };
    }
  }
  return { name: "paths", status: "ok", detail: directories.join(", ") };
}

function checkSettings(ctx: Context): Check {
  try {
    ctx.config();
    return { name: "settings", status: "ok", detail: ctx.paths.configFile };
  } catch (error) {
    return { name: "settings", status: "fail", detail: error instanceof Error ? error.message : "" };
  }
}

async function checkDataDirectory(ctx: Context): Promise<Check> {
  const { host, paths, t } = ctx;
  const name = "data_directory";
  try {
    const options = { host, paths, config: ctx.config(), t, announceStart: () => () => {} };
    if (await configuredEndpoint(options) !== null) return { name, status: "ok", detail: t.doctor.remote };
  } catch {
    // The server check tells what is wrong with the profile.
    return { name, status: "skip", detail: t.doctor.remote };
  }
  const lock = await readStackLock(paths.dataDir);
  return { name, status: "ok", detail: lock === null ? t.doctor.noOwner : t.doctor.owner(lock.pid, lock.url) };
}

async function checkPending({ paths, t }: Context): Promise<Check> {
  const keys = await pendingKeys(paths.stateDir);
  const name = "pending_orders";
  if (keys.length === 0) return { name, status: "ok", detail: t.none };
  return { name, status: "warn", detail: t.doctor.pending(keys.join(", ")) };
}
