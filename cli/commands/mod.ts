// Every command of hoga, in the order in which the help lists them.
import type { Command } from "commander";
import type { Context } from "../context.ts";
import * as accountList from "./account/list.ts";
import * as accountNew from "./account/new.ts";
import * as accountReset from "./account/reset.ts";
import * as accountShow from "./account/show.ts";
import * as book from "./book.ts";
import * as buy from "./buy.ts";
import * as candles from "./candles.ts";
import * as completion from "./completion.ts";
import * as configGet from "./config/get.ts";
import * as configList from "./config/list.ts";
import * as configPath from "./config/path.ts";
import * as configSet from "./config/set.ts";
import * as configUnset from "./config/unset.ts";
import * as doctor from "./doctor.ts";
import * as history from "./history.ts";
import * as instrumentsImport from "./instruments/import.ts";
import * as keyCreate from "./key/create.ts";
import * as keyList from "./key/list.ts";
import * as keyRevoke from "./key/revoke.ts";
import * as ledger from "./ledger.ts";
import * as login from "./login.ts";
import * as logout from "./logout.ts";
import * as marketCalendar from "./market/calendar.ts";
import * as marketLimits from "./market/limits.ts";
import * as marketStatus from "./market/status.ts";
import * as opsAction from "./ops/action.ts";
import * as opsBreaker from "./ops/breaker.ts";
import * as opsCalendar from "./ops/calendar.ts";
import * as opsDead from "./ops/dead.ts";
import * as opsHalt from "./ops/halt.ts";
import * as opsInterruptions from "./ops/interruptions.ts";
import * as opsOutbox from "./ops/outbox.ts";
import * as opsStatus from "./ops/status.ts";
import * as orderAmend from "./order/amend.ts";
import * as orderCancel from "./order/cancel.ts";
import * as orderCancelAll from "./order/cancel_all.ts";
import * as orderExplain from "./order/explain.ts";
import * as orderList from "./order/list.ts";
import * as orderShow from "./order/show.ts";
import * as portfolio from "./portfolio.ts";
import * as quote from "./quote.ts";
import * as reconcile from "./reconcile.ts";
import * as search from "./search.ts";
import * as sell from "./sell.ts";
import * as trades from "./trades.ts";
import * as up from "./up.ts";
import * as version from "./version.ts";
import * as watch from "./watch.ts";
import * as watchlistAdd from "./watchlist/add.ts";
import * as watchlistDrop from "./watchlist/drop.ts";
import * as watchlistList from "./watchlist/list.ts";
import * as watchlistLists from "./watchlist/lists.ts";
import * as watchlistRemove from "./watchlist/remove.ts";
import * as watchlistRename from "./watchlist/rename.ts";
import * as whoami from "./whoami.ts";
import { define } from "./define.ts";

interface CommandModule {
  readonly register: (parent: Command, ctx: Context) => void;
}

/**
 * Adds the command that is called `word` to `program`, with its verbs, or every command where there is none of that name: making them all
 * takes longer than most of them run. A word that is an option, such as --help, asks for no verbs.
 */
export function registerCommands(program: Command, ctx: Context, word?: string): void {
  if (word !== undefined) register(program, ctx, (name) => name === word, true);
  if (program.commands.length === 0) register(program, ctx, () => true, word?.startsWith("-") !== true);
}

function register(program: Command, ctx: Context, isWanted: (name: string) => boolean, withVerbs: boolean): void {
  const { help } = ctx.t;
  const group = (name: string, about: string, examples: readonly string[], verbs: readonly CommandModule[]) => {
    if (!isWanted(name)) return;
    const noun = define(program, ctx, name, about, examples);
    if (withVerbs) { for (const verb of verbs) verb.register(noun, ctx); }
  };
  const add = (modules: Readonly<Record<string, CommandModule>>) => {
    for (const [name, module] of Object.entries(modules)) if (isWanted(name)) module.register(program, ctx);
  };

  add({ up, buy, sell });
  group("order", help.order, ["hoga order list --status open", "hoga order cancel ID"], [
    orderList,
    orderShow,
    orderCancel,
    orderExplain,
    orderAmend,
    orderCancelAll,
  ]);
  add({ portfolio, ledger, trades, history, quote, book, candles, search, watch });
  group("market", help.market, ["hoga market", "hoga market calendar --year 2026"], [
    marketStatus,
    marketCalendar,
    marketLimits,
  ]);
  group("watchlist", help.watchlist, ["hoga watchlist add 005930", "hoga watchlist"], [
    watchlistAdd,
    watchlistRemove,
    watchlistList,
    watchlistLists,
    watchlistRename,
    watchlistDrop,
  ]);
  group("instruments", help.instruments, ["hoga instruments import listing.csv", "hoga instruments import --help"], [
    instrumentsImport,
  ]);
  group("account", help.account, ["hoga account", "hoga account new swing"], [
    accountShow,
    accountList,
    accountNew,
    accountReset,
  ]);
  group("ops", help.ops, ["hoga ops status", "hoga ops dead retry"], [
    opsStatus,
    opsOutbox,
    opsDead,
    opsCalendar,
    opsHalt,
    opsBreaker,
    opsInterruptions,
    opsAction,
  ]);
  add({ reconcile, doctor, login, logout, whoami });
  group("key", help.keyGroup, ["hoga key", "hoga key create --label bot"], [keyCreate, keyList, keyRevoke]);
  group("config", help.config, ["hoga config", "hoga config set lang ko"], [
    configGet,
    configSet,
    configUnset,
    configList,
    configPath,
  ]);
  add({ completion, version });
}
