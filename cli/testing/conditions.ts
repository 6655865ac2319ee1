// Every command with the runs that are held to the letter, and what it needs of the world: the table behind conditions_test.ts.
import { QUOTE, STOPPED, UNBALANCED } from "./documents.ts";
import type { Bench, RunOptions } from "./run_cli.ts";
import { fakeStack } from "./fake_stack.ts";
import { eventStream } from "./streams.ts";

/** A run and what has to be so before it. */
export interface Run {
  readonly args: readonly string[];
  /** Brings about what the run finds: files, settings, answers of the gateway. */
  readonly before?: (bench: Bench) => unknown;
  /** Tells that from the other runs of the same words. */
  readonly where?: string;
  readonly options?: RunOptions;
}

export interface Row {
  readonly command: string;
  /** The first run is the one that every condition is tried with. */
  readonly runs: readonly [Run, ...Run[]];
  /** Where the answer comes from: the gateway, or this machine alone, which no condition of a server touches. */
  readonly asks: "gateway" | "nobody";
  /** What the command says of an answer that did not come, or that leaves open what was done, in place of the next step. */
  readonly unansweredHint?: string;
  /** What it says where the server cannot be reached, in place of the hint about HOGA_API_URL: it has the address from elsewhere. */
  readonly unreachableHint?: string;
  /** What it says to whoever is not signed in, in place of the hint to do that. */
  readonly signInHint?: string;
  /** It tells of a server's troubles instead of failing by them. */
  readonly isDiagnosis?: true;
}

const asking = (command: string, ...runs: readonly [Run, ...Run[]]): Row => ({ command, runs, asks: "gateway" });
const local = (command: string, ...runs: readonly [Run, ...Run[]]): Row => ({ command, runs, asks: "nobody" });
const run = (line: string, more: Omit<Run, "args"> = {}): Run => ({ args: line.split(" "), ...more });

const answers = (document: unknown) => (bench: Bench) => bench.gateway.answer(() => Response.json(document));
const watched = { before: (bench: Bench) => bench.run(["watchlist", "add", "005930", "SK하이닉스"]) };
const named = { before: (bench: Bench) => bench.run(["watchlist", "add", "005930", "000660", "--list", "반도체"]) };
const listing = {
  before: (bench: Bench) => Deno.writeTextFile(`${bench.home}/listing.csv`, "code,name_ko,name_en,market\n"),
};
const placing = (side: string): Row => ({
  ...asking(
    side,
    run(`${side} 005930 10 --yes --key my-key`),
    run(`${side} 005930 10 --dry-run`),
    run(`${side} 005930 10 --quiet`),
  ),
  unansweredHint: "Whether the order was placed is not known; the same command with --key my-key is safe",
});

const key = { before: (bench: Bench) => Deno.writeTextFile(`${bench.home}/key.txt`, "test-key\n") };
const signedIn = {
  where: "signed in",
  before: async (bench: Bench) => {
    await key.before(bench);
    await bench.run(["login", bench.gateway.url, "--name", "class", "--key-file", `${bench.home}/key.txt`]);
  },
};

export const ROWS: readonly Row[] = [
  local("up", run("up --port 0", { options: { host: { startStack: fakeStack, signal: AbortSignal.abort() } } })),
  placing("buy"),
  placing("sell"),
  asking(
    "order list",
    run("order list"),
    run("order list --all"),
    run("order", { where: "there are none", before: answers({ orders: [], nextCursor: null }) }),
  ),
  asking(
    "order show",
    run("order show ord-1"),
    run("order show ord-4", { where: "it waits for its stop price", before: answers(STOPPED) }),
  ),
  asking("order cancel", run("order cancel ord-2"), run("order cancel ord-2 --quiet")),
  asking("order explain", run("order explain ord-2")),
  asking("order amend", run("order amend ord-2 --limit 71,500 --qty 20")),
  asking(
    "order cancel-all",
    run("order cancel-all --yes"),
    run("order cancel-all", { where: "none is open", before: answers({ orders: [] }) }),
  ),
  asking("portfolio", run("portfolio")),
  asking("ledger", run("ledger"), run("ledger --since 2025-03-14 --limit 1")),
  asking("trades", run("trades")),
  asking("history", run("history"), run("history --since 2025-03-14")),
  asking("quote", run("quote 005930"), run("quote 005930 000660")),
  asking("book", run("book 005930")),
  asking("candles", run("candles 005930"), run("candles 005930 --interval 5m --from 2025-03-14T09:00")),
  asking("search", run("search 삼성"), run("search 없는")),
  asking(
    "watch",
    run("watch 005930 --count 1", {
      before: ({ gateway }) =>
        gateway.answer(({ target }) => target.startsWith("/api/stream") ? eventStream([["quote", QUOTE]]) : null),
    }),
  ),
  asking("market status", run("market status")),
  asking("market calendar", run("market calendar --year 2025"), run("market calendar --date 2025-01-02")),
  asking("market limits", run("market limits 71,000")),
  asking("watchlist add", run("watchlist add 005930")),
  asking("watchlist remove", run("watchlist remove 삼성전자", watched), run("watchlist remove 005930 000660", watched)),
  asking("watchlist list", run("watchlist list", watched)),
  local("watchlist lists", run("watchlist lists", named)),
  local("watchlist rename", run("watchlist rename 반도체 chips", named)),
  local("watchlist drop", run("watchlist drop 반도체", named)),
  asking("instruments import", { args: ["instruments", "import", "HOME/listing.csv"], ...listing }),
  asking("account show", run("account show")),
  asking("account list", run("account list")),
  asking("account new", run("account new swing --cash 50,000,000"), run("account new swing --quiet")),
  asking("account reset", run("account reset --yes"), run("account reset --quiet")),
  asking("ops status", run("ops status")),
  asking("ops outbox", run("ops outbox")),
  asking("ops dead", run("ops dead"), run("ops dead retry")),
  asking(
    "ops calendar",
    run("ops calendar"),
    run("ops calendar set 2025-03-17 --closed"),
    run("ops calendar remove 2025-03-17"),
  ),
  asking("ops halt", run("ops halt 005930 --from 10:30 --until 11:00")),
  asking("ops breaker", run("ops breaker kospi 1 --at 14:00")),
  asking("ops interruptions", run("ops interruptions"), run("ops interruptions remove halt-1")),
  asking(
    "ops action",
    run("ops action"),
    run("ops action add split 005930 --ex 2025-03-17 --ratio 5:1"),
    run("ops action remove split-1"),
  ),
  asking("reconcile", run("reconcile"), run("reconcile", { where: "the books are off", before: answers(UNBALANCED) })),
  { ...asking("doctor", run("doctor")), isDiagnosis: true },
  {
    ...asking("login", run("login URL --name class --key-file HOME/key.txt", key)),
    unreachableHint: "hoga doctor finds out what is wrong",
    signInHint: "was it copied whole, and is it a key of this server?",
  },
  local("logout", run("logout", signedIn), run("logout")),
  asking("whoami", run("whoami")),
  asking("key create", run("key create --label bot"), run("key create --quiet")),
  asking("key list", run("key list")),
  asking("key revoke", run("key revoke key_1 --yes"), run("key revoke key_1 --quiet")),
  local("config get", run("config get confirm")),
  local("config set", run("config set lang ko")),
  local("config unset", run("config unset lang")),
  local("config list", run("config list")),
  local("config path", run("config path")),
  local("completion", run("completion bash"), run("completion zsh"), run("completion fish")),
  local("version", run("version")),
];
