// The terminal is the user's: the screen follows its size, and gives it back as it was found, however it ends.
import assert from "node:assert/strict";
import { fileURLToPath } from "node:url";
import { hogaCommand } from "../../testing/terminal/hoga.ts";
import { type Practice, startPractice } from "../../testing/terminal/practice.ts";
import { childOf, openBash, openShelled, quoted, type Shelled } from "../../testing/terminal/shell.ts";
import type { Terminal } from "../../testing/terminal/terminal.ts";
import { gone, walk } from "../../testing/terminal/walk.ts";
import { isLive, withScreen, withTerminal } from "../../testing/terminal/with.ts";

let practice: Practice;
let env: Readonly<Record<string, string>>;
Deno.test.beforeAll(async () => {
  practice = await startPractice();
  env = { HOGA_API_URL: practice.stack.url, HOGA_API_KEY: practice.stack.apiKey };
});
Deno.test.afterAll(() => practice.stop());

const AS_FOUND = { alternateScreen: false, cursorShown: true, mouse: false, bracketedPaste: false, wraps: true };
const TAKEN = { alternateScreen: true, cursorShown: false, mouse: true, bracketedPaste: true, wraps: false };

const THROWING = fileURLToPath(new URL("../../testing/terminal/throwing.ts", import.meta.url));
const RUN_THROWING = [Deno.execPath(), "run", "-A", "--no-prompt", THROWING];

/** A way for the screen to end, and what the shell hears of it. */
interface End {
  readonly name: string;
  readonly command: readonly string[];
  readonly end: (screen: Terminal, shelled: Shelled) => Promise<void> | void;
  readonly code: number;
  readonly says?: string;
}

const signal = (name: Deno.Signal) => async (_: Terminal, shelled: Shelled) => Deno.kill(await shelled.pid(), name);

const ENDS: readonly End[] = [
  { name: "q", command: hogaCommand(), end: (screen) => screen.press("q"), code: 0 },
  { name: "Ctrl-C", command: hogaCommand(), end: (screen) => screen.press("ctrl+c"), code: 0 },
  // Typed faster than the program reads, both keys come as one.
  { name: "Ctrl-C after another key", command: hogaCommand(), end: (screen) => screen.type("j\x03"), code: 0 },
  { name: "SIGINT", command: hogaCommand(), end: signal("SIGINT"), code: 0 },
  { name: "SIGTERM", command: hogaCommand(), end: signal("SIGTERM"), code: 0 },
  { name: "SIGHUP", command: hogaCommand(), end: signal("SIGHUP"), code: 0 },
  // Signals that end a process at once, as an abort does: Ink puts its modes back and lets the signal have its way.
  { name: "SIGABRT", command: hogaCommand(), end: signal("SIGABRT"), code: 134 },
  { name: "SIGQUIT", command: hogaCommand(), end: signal("SIGQUIT"), code: 131 },
  {
    name: "a crash in a timer",
    command: RUN_THROWING,
    end: signal("SIGUSR2"),
    code: 1,
    says: "broken on purpose",
  },
  {
    name: "a crash in an effect",
    command: RUN_THROWING,
    end: (screen) => walk(screen, ["b", "주문 · 매수"], ["1", /수량 + 1 /]).then(() => screen.press("enter")),
    code: 1,
    says: "broken on purpose",
  },
];

for (const { name, command, end, code, says } of ENDS) {
  Deno.test(`after ${name} the terminal is as it was found`, async () => {
    const shelled = await openShelled({ command, home: practice.home, env });
    await withTerminal(shelled.terminal, async (screen) => {
      await screen.until(isLive, "live quotes");
      assert.deepEqual(screen.modes(), TAKEN);
      await end(screen, shelled);
      await screen.untilEnded();
      assert.deepEqual(screen.modes(), AS_FOUND);
      const text = screen.text().join("\n");
      assert.match(text, new RegExp(`exit=${code}$`, "m"));
      if (says !== undefined) assert.match(text, new RegExp(says));
      const { before, after } = await shelled.lineModes();
      assert.equal(after, before);
      assert.match(after, / icanon .* echo /s);
    });
  });
}

Deno.test("Ctrl-Z hands the terminal to the shell, and fg brings the screen back as it was", async () => {
  await withTerminal(openBash({ home: practice.home, env }), async (shell) => {
    // As npm runs it, with Node between the shell and Deno.
    const launcher = fileURLToPath(new URL("../../../scripts/hoga.mjs", import.meta.url));
    shell.type(`stty -a | tail -4; node ${quoted(launcher)}\r`);
    await shell.until(isLive, "live quotes");
    await walk(shell, ["j", /▶(000660 )?SK하이닉스/]);
    const before = shell.text();
    for (let round = 0; round < 2; round++) {
      shell.press("ctrl+z");
      await shell.until(/Stopped .*\n\$ *$/m, "the shell's prompt");
      assert.deepEqual(shell.modes(), AS_FOUND);
      shell.type("stty -a\r");
      await shell.until(/ icanon .* echo /s, "cooked lines");
      shell.type("clear; fg\r");
      await shell.until((screen) => screen.isAlternate() && isLive(screen), "the screen again");
      assert.deepEqual(shell.text(), before);
      assert.deepEqual(shell.modes(), TAKEN);
    }
    await walk(shell, ["j", /▶(035420 )?NAVER/], ["?", "╭─ 도움말"], ["esc", gone("╭─ 도움말")]);
    shell.press("q");
    await shell.until((screen) => !screen.isAlternate() && /^\$ *$/m.test(screen.text().join("\n")), "the prompt");
    assert.deepEqual(shell.modes(), AS_FOUND);
  });
});

Deno.test("stopped from outside and continued, the screen is whole again and takes keys", async () => {
  await withTerminal(openBash({ home: practice.home, env }), async (shell) => {
    shell.type(`${hogaCommand().map(quoted).join(" ")}\r`);
    await shell.until(isLive, "live quotes");
    const before = shell.text();
    Deno.kill(-(await childOf(shell.pid)), "SIGSTOP");
    await shell.until(/Stopped/, "the shell's word");
    shell.type("fg\r");
    await shell.until((screen) => isLive(screen) && screen.text().join() === before.join(), "the screen as before");
    assert.deepEqual(shell.modes(), TAKEN);
    await walk(shell, ["j", /▶(000660 )?SK하이닉스/], ["3", "미체결 없음"]);
  });
});

Deno.test("the screen fills every size, and says so where there is too little room", async () => {
  const account = await practice.openAccount("sizes");
  await practice.order(account, { symbol: "005930", side: "buy", quantity: 10 });
  await withScreen(practice, { columns: 80, rows: 24, account }, async (screen) => {
    const sizes = [[120, 40], [120, 30], [120, 40], [60, 20], [200, 60], [61, 18], [240, 70], [80, 24]] as const;
    for (const key of ["1", "2", "3", "4", "5"]) {
      screen.press(key);
      for (const [columns, rows] of sizes) {
        screen.resize(columns, rows);
        await screen.until(fills(columns, rows), `${columns}×${rows} filled`);
        assert.deepEqual(await repainted(screen), screen.text(), `${columns}×${rows} is as it would be painted anew`);
      }
    }
    for (const [columns, rows] of [[59, 24], [80, 17], [20, 5], [1, 1]] as const) {
      screen.resize(columns, rows);
      await screen.until(
        (screen) => screen.text().join("").startsWith("터미널이 너무 작습니다".slice(0, Math.floor(columns / 2))),
        `too small at ${columns}×${rows}`,
      );
    }
    screen.resize(80, 24);
    await screen.until(fills(80, 24), "80×24 again");
  });
});

/** The head, the tabs and the hints stand where they belong, and a frame closes at the last column. */
function fills(columns: number, rows: number) {
  return (screen: Terminal) => {
    const text = screen.text();
    const last = text.at(-1) ?? "";
    const bottom = text.at(-2) ?? "";
    return text.length === rows && /^hoga +모의/.test(text[0] ?? "") && /q 종료/.test(last) && bottom.startsWith("╰") &&
      bottom.endsWith("╯") && screen.cell(columns - 1, rows - 2).text === "╯";
  };
}

/** What the screen shows once it has painted everything anew. */
async function repainted(screen: Terminal): Promise<readonly string[]> {
  let isAnew = false;
  const stop = screen.onOutput((data) => isAnew ||= data.includes("\x1b[2J"));
  screen.press("ctrl+l");
  await screen.until(() => isAnew, "everything painted anew");
  stop();
  return screen.text();
}
