// All tests that need a database and HTTP run in one process: opening a PGlite takes a while, so they share it.
import "./tests/publishing.ts";
import "./tests/signatures.ts";
import "./tests/delivering.ts";
import "./tests/callbacks.ts";
import "./tests/queues.ts";
import "./tests/flow_control.ts";
import "./tests/schedules.ts";
import "./tests/dead_letters.ts";
import "./tests/messages.ts";
import "./tests/durability.ts";
import "./tests/pump.ts";
import { runScenarios } from "./tests/harness.ts";

Deno.test("qstash: the real client, the real receiver and a database", runScenarios);
