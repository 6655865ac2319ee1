import assert from "node:assert/strict";
import { placeOf } from "./place.ts";
import { openTerminal, type Terminal } from "./terminal.ts";
import { withTerminal } from "./with.ts";

/** A shell script on a terminal of 40×6. */
function openScript(script: string): Terminal {
  const env = { PATH: Deno.env.get("PATH") ?? "", LC_ALL: "C.UTF-8" };
  return openTerminal({ columns: 40, rows: 6, command: "/bin/sh", args: ["-c", script], env });
}

Deno.test("the screen has texts, colors, modes and the cursor; wide characters take two cells", () =>
  withTerminal(
    openScript(
      String.raw`printf '\033[?1049h\033[?25l\033[2;3H\033[1;91m삼성\033[0m \033[38;5;214mup\033[0m'; read line`,
    ),
    async (terminal) => {
      await terminal.until("up");
      assert.deepEqual(terminal.text(), ["", "  삼성 up", "", "", "", ""]);
      const { text, width, foreground, bold } = terminal.cell(2, 1);
      assert.deepEqual([text, width, foreground, bold], ["삼", 2, 9, true]);
      assert.equal(terminal.cell(3, 1).width, 0);
      assert.equal(terminal.cell(7, 1).foreground, 214);
      assert.deepEqual(placeOf(terminal, "up"), { x: 7, y: 1 });
      assert.deepEqual(placeOf(terminal, "삼성", "after"), { x: 6, y: 1 });
      assert.deepEqual(terminal.cursor(), { x: 9, y: 1 });
      assert.deepEqual([terminal.isAlternate(), terminal.modes().cursorShown], [true, false]);
    },
  ));

Deno.test("keys, text and sizes go to the program", () =>
  withTerminal(
    openScript(String.raw`trap 'stty size' WINCH; printf 'ready\n'; while read line; do echo "<$line>"; done`),
    async (terminal) => {
      await terminal.until("ready");
      terminal.type("안녕");
      terminal.press("enter");
      await terminal.until("<안녕>");
      terminal.resize(50, 8);
      terminal.press("enter");
      await terminal.until("8 50");
      assert.deepEqual(terminal.size(), { columns: 50, rows: 8 });
      terminal.press("ctrl+d");
      assert.equal((await terminal.untilEnded()).signal, 0);
    },
  ));

Deno.test("a program that ends tells its code, and one that a signal ends the signal, though a frame was half drawn", async () => {
  await withTerminal(openScript("exit 3"), async (terminal) => {
    assert.deepEqual(await terminal.untilEnded(), { code: 3, signal: 0 });
  });
  await withTerminal(openScript(String.raw`printf 'whole\033[?2026hhalf'; kill -KILL $$`), async (terminal) => {
    assert.equal((await terminal.untilEnded()).signal, 9);
    assert.match(terminal.output(), /half$/);
  });
});

Deno.test("what never comes is told with the screen once the program has ended", async () => {
  await withTerminal(openScript("echo this came"), async (terminal) => {
    await assert.rejects(terminal.until("another"), /ended before .*another\n[^]*this came/);
  });
});

Deno.test("half a frame is not looked at", () =>
  withTerminal(
    openScript(String.raw`printf '\033[?2026hone'; read line; printf ' two\033[?2026l'; read line`),
    async (terminal) => {
      let seen = "";
      const whole = terminal.until((screen) => {
        seen = screen.text().join("");
        return seen !== "";
      });
      terminal.press("enter");
      await whole;
      assert.match(seen, /one[^]* two/);
    },
  ));
