// Every screen, in both languages and at three sizes, as the text that a terminal shows. `npm test -- cli/tui/e2e/screens_test.ts --
// --renew-screens` keeps them anew; what changed is then to be read in the diff.
import { fileURLToPath } from "node:url";
import { type Practice, startPractice } from "../../testing/terminal/practice.ts";
import { openSnapshots, RENEW_FLAG, type Snapshots } from "../../testing/terminal/snapshot.ts";
import type { Terminal } from "../../testing/terminal/terminal.ts";
import { isLive, withTerminal } from "../../testing/terminal/with.ts";

type Size = readonly [columns: number, rows: number];

const [USUAL, LARGE, SMALL]: readonly [Size, Size, Size] = [[120, 40], [200, 60], [60, 20]];

/** Keys, and the screen that they lead to; without a name it is only passed through. */
interface Stop {
  readonly keys: readonly string[];
  readonly name?: string;
  /** What the screen must show before more keys follow. */
  readonly shows: string | RegExp;
  /** The one size at which this screen is another than the one before. */
  readonly only?: Size;
}

/** A way through every screen. Texts that both languages show tell when a screen is there. */
const WAY: readonly Stop[] = [
  { name: "dashboard", keys: [], shows: "280,000" },
  { keys: ["/"], shows: "/ " },
  { name: "search", keys: ["삼", "성"], shows: /005935/ },
  { name: "instrument", keys: ["enter"], shows: /44,200.*82,000/ },
  { name: "instrument-book", keys: ["v"], shows: "148,625", only: SMALL },
  { keys: ["v"], shows: /1분봉|1 minute/, only: SMALL },
  { name: "instrument-daily", keys: ["i", "i"], shows: /03-1[0-4]/ },
  { name: "ticket", keys: ["b", "1", "0"], shows: /611,000/ },
  { name: "ticket-question", keys: ["enter"], shows: /y / },
  { name: "ticket-filled", keys: ["y"], shows: /10\/10 @ 61,100/ },
  { keys: ["esc"], shows: /./ },
  { name: "orders", keys: ["3"], shows: "▶03-14" },
  { name: "explain", keys: ["e"], shows: "ord_" },
  { keys: ["esc"], shows: /./ },
  { name: "cancel", keys: ["c"], shows: "y " },
  { keys: ["n"], shows: /./ },
  { name: "amend", keys: ["m"], shows: /./ },
  { keys: ["esc"], shows: /./ },
  { name: "orders-ended", keys: ["f", "f", "f"], shows: "▶03-14" },
  { name: "history-fills", keys: ["4"], shows: "▶2025-03-14" },
  { name: "history-ledger", keys: ["tab"], shows: "▶03-14" },
  { name: "history-equity", keys: ["tab"], shows: /./ },
  { name: "settings", keys: ["5"], shows: "127.0.0.1" },
  { name: "help", keys: ["?"], shows: /Ctrl-C/ },
  { keys: ["esc"], shows: /./ },
  { name: "palette", keys: [":", "o", "r", "d"], shows: "order list" },
  { keys: ["ctrl+u", ..."quote 005930"], shows: "quote 005930" },
  { name: "palette-output", keys: ["enter"], shows: "61,000" },
  { keys: ["esc"], shows: /./ },
  { keys: ["1"], shows: "280,000" },
];

/** Slow enough that the second on the screen stays, and fast enough that every order has a millisecond of the market's time of its own. */
const SPEED = 0.005;

/** An account that has bought, sold, canceled, and waits for more. */
async function filledAccount(practice: Practice): Promise<string> {
  const account = await practice.openAccount("screens");
  const place = async (symbol: string, side: "buy" | "sell", quantity: number, limitPrice?: number) => {
    // What happens in the same millisecond has no order in time.
    await new Promise((done) => setTimeout(done, 1 / SPEED));
    return await practice.order(account, {
      symbol,
      side,
      quantity,
      ...(limitPrice === undefined ? {} : { limitPrice }),
    });
  };
  await place("005930", "buy", 10);
  await place("035720", "buy", 20);
  await place("035720", "sell", 5);
  await place("068270", "buy", 3);
  await place("000660", "buy", 3, 280_000);
  await place("005930", "sell", 4, 65_000);
  const { id } = await place("035420", "buy", 2, 500_000);
  await practice.ask("DELETE", `/api/orders/${id}?accountId=${account}`);
  return account;
}

/** Checks the screen at every size, and leaves it at the usual one. */
async function atEverySize(screen: Terminal, snapshots: Snapshots, lang: string, name: string): Promise<void> {
  for (const size of [SMALL, LARGE, USUAL]) {
    screen.resize(...size);
    await snapshots.check(screen, `${lang}-${size.join("x")}-${name}`);
  }
}

async function goThrough(screen: Terminal, snapshots: Snapshots, lang: string): Promise<void> {
  await screen.until(isLive, "live quotes");
  for (const { keys, name, shows, only } of WAY) {
    const [columns, rows] = only ?? USUAL;
    screen.resize(columns, rows);
    await screen.until(() => screen.cell(columns - 1, rows - 2).text === "╯", `a screen of ${columns}×${rows}`);
    for (const key of keys) {
      const before = seen(screen);
      screen.press(key);
      // An Esc is one only when nothing follows at once, so each key waits for its effect.
      await screen.until((screen) => seen(screen) !== before, `an effect of ${key}`);
    }
    await screen.until(shows);
    if (name === undefined) continue;
    if (only === undefined) await atEverySize(screen, snapshots, lang, name);
    else await snapshots.check(screen, `${lang}-${columns}x${rows}-${name}`);
  }
}

/** What a key may change: the text, or where the cursor is. */
function seen(screen: Terminal): string {
  const { x, y } = screen.cursor();
  return [...screen.text(), x, y].join("\n");
}

Deno.test("every screen in both languages and at three sizes", async () => {
  const directory = fileURLToPath(new URL("./screens/", import.meta.url));
  await Deno.mkdir(directory, { recursive: true });
  const snapshots = openSnapshots(directory, Deno.args.includes(RENEW_FLAG));
  const practice = await startPractice({ speed: SPEED });
  try {
    const [columns, rows] = USUAL;
    const open = async (lang: string) =>
      await practice.open({
        columns,
        rows,
        account: await filledAccount(practice),
        env: { HOGA_LANG: lang },
      });
    await withTerminal(open("ko"), (korean) =>
      withTerminal(open("en"), async (english) => {
        await Promise.all([goThrough(korean, snapshots, "ko"), goThrough(english, snapshots, "en")]);
        Deno.kill(practice.stack.pid, "SIGKILL");
        await korean.until("연결 끊김");
        await english.until("offline");
        await atEverySize(korean, snapshots, "ko", "offline");
        await atEverySize(english, snapshots, "en", "offline");
      }));
  } finally {
    await practice.stop();
  }
  await snapshots.finish();
});
