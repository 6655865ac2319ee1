// The market goes and comes back while somebody looks at the screen.
import assert from "node:assert/strict";
import { join } from "node:path";
import { readLock } from "@hoga/embedded/lock";
import { openHoga } from "../../testing/terminal/hoga.ts";
import { PRACTICE_CLOCK, startPractice } from "../../testing/terminal/practice.ts";
import { gone, walk } from "../../testing/terminal/walk.ts";
import { isLive, withScreen, withTerminal } from "../../testing/terminal/with.ts";

const SIZE = { columns: 120, rows: 40 };
/** Below the ports that the system hands out: while the market is down, no other test is given one of its five. */
const PORT = 20_000 + Deno.pid % 2_000 * 5;
const BANNER = "지난 값을 보이고 있습니다";

/** A directory for the time of `use`. */
async function withDirectory(use: (directory: string) => Promise<void>): Promise<void> {
  const directory = await Deno.makeTempDir({ prefix: "hoga-screen-server-" });
  try {
    await use(directory);
  } finally {
    await Deno.remove(directory, { recursive: true });
  }
}

Deno.test("a killed server is a banner over the last values, and its return is live again", () =>
  withDirectory(async (dataDir) => {
    const first = await startPractice({ dataDir, port: PORT });
    try {
      await first.order("acc_practice", { symbol: "005930", side: "buy", quantity: 10 });
      await withScreen(first, SIZE, async (screen) => {
        await screen.until(/삼성전자 +10 +61,100/);
        Deno.kill(first.stack.pid, "SIGKILL");
        await screen.until(BANNER);
        assert.match(screen.text()[1] ?? "", /연결 끊김$/);
        assert.match(screen.text().join("\n"), /삼성전자 +10 +61,100/);
        // Everything that needs no answer works, and what needs one says that there is none.
        await walk(screen, ["b", "주문 · 매수"], ["1", /수량 +1 /]);
        await walk(screen, ["enter", "주문할까요?"], ["y", "같은 키로 다시 보내며"]);
        await first.stack.ended;
        const second = await startPractice({ dataDir, port: PORT });
        try {
          await screen.until(gone(BANNER), "no banner");
          await screen.until(isLive, "live again");
          // The order that had no answer is sent again under its key.
          await walk(screen, ["r", /체결수량 1\/1/], ["esc", gone("주문 · 매수")], ["1", /삼성전자 +11 +61,100/]);
        } finally {
          await second.stop();
        }
      });
    } finally {
      await first.stop();
    }
  }));

Deno.test("the screen starts a market of its own, starts another when that is killed, and ends it with itself", () =>
  withDirectory(async (home) => {
    const env = { HOGA_CLOCK: PRACTICE_CLOCK };
    await withTerminal(openHoga({ ...SIZE, home, env }), async (screen) => {
      await screen.until(isLive, "live quotes");
      const first = await readLock(join(home, "data"));
      assert.ok(first !== null);
      Deno.kill(first.pid, "SIGKILL");
      await screen.until(BANNER);
      await screen.until(gone(BANNER), "no banner");
      await screen.until(isLive, "live again");
      const second = await readLock(join(home, "data"));
      assert.notEqual(second?.pid ?? first.pid, first.pid);
      screen.press("q");
      assert.equal((await screen.untilEnded()).code, 0);
      assert.equal(await readLock(join(home, "data")), null);
    });
  }));
