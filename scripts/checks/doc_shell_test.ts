import assert from "node:assert/strict";
import { runShellBlocks, shellBlocks } from "./doc_shell.ts";

const DOCUMENT = `# Title

\`\`\`sh run
$ mkdir -p "$HOGA_HOME"
$ echo kept > "$HOGA_HOME/note"
\`\`\`

\`\`\`sh
exit 9
\`\`\`

\`\`\`sh run
test "$(cat "$HOGA_HOME/note")" = kept
\`\`\`
`;

Deno.test("shellBlocks() finds the blocks that are marked to be run", () => {
  assert.deepEqual(shellBlocks(DOCUMENT), [
    { script: `mkdir -p "$HOGA_HOME"\necho kept > "$HOGA_HOME/note"\n`, line: 3 },
    { script: `test "$(cat "$HOGA_HOME/note")" = kept\n`, line: 12 },
  ]);
});

Deno.test("runShellBlocks() runs them in one HOGA_HOME, and reports the one that fails with its output", async () => {
  assert.deepEqual(await runShellBlocks("README.md", shellBlocks(DOCUMENT)), []);
  const [problem = "", ...rest] = await runShellBlocks("README.md", [{
    script: "echo so far; false; echo on",
    line: 7,
  }]);
  assert.deepEqual(rest, []);
  assert.equal(problem, "README.md:7: the block fails\nso far");
});
