import assert from "node:assert/strict";
import { CATALOG, type EventType, isEventType, SCHEMAS, SERVICES } from "./catalog.ts";
import { event, parseEvent } from "./parse.ts";

const root = new URL("../../", import.meta.url);
const snake = (type: string) => type.replace(/(?!^)([A-Z])/g, "_$1").toLowerCase();

async function filesIn(path: string): Promise<string[]> {
  try {
    return (await Array.fromAsync(Deno.readDir(new URL(path, root)))).map((entry) => entry.name);
  } catch (error) {
    if (error instanceof Deno.errors.NotFound) return [];
    throw error;
  }
}

Deno.test("every event has a file of its own, and every file of an event is in the catalog", async () => {
  const shared = ["catalog.ts", "envelope.ts", "mod.ts", "parse.ts", "parts.ts"];
  const files = (await filesIn("packages/events")).filter((name) =>
    name.endsWith(".ts") && !name.endsWith("_test.ts") && !shared.includes(name)
  );
  assert.deepEqual(files.toSorted(), Object.keys(CATALOG).map((type) => `${snake(type)}.ts`).toSorted());
});

Deno.test("a service has a reaction for each event that the catalog says it hears, and for no other", async () => {
  for (const service of SERVICES) {
    const listed = Object.entries(CATALOG).filter(([, entry]) => entry.subscribers.includes(service))
      .map(([type]) => `on_${snake(type)}.ts`);
    const files = (await filesIn(`edge/${service}/reactions`)).filter((name) => /^on_.*(?<!_test)\.ts$/.test(name));
    assert.deepEqual(files.toSorted(), listed.toSorted(), service);
  }
});

Deno.test("a service emits what the catalog says it emits", async () => {
  for (const service of SERVICES) {
    const emitted = new Set<string>();
    for (const folder of ["", "commands/", "reactions/"]) {
      for (const name of await filesIn(`edge/${service}/${folder}`)) {
        if (!name.endsWith(".ts") || name.endsWith("_test.ts")) continue;
        const text = await Deno.readTextFile(new URL(`edge/${service}/${folder}${name}`, root));
        for (const [, type = ""] of text.matchAll(/"([A-Z][A-Za-z]+)"/g)) {
          // A reaction names what it hears; the other names of events in a service are what it emits.
          if (isEventType(type) && !(name === `on_${snake(type)}.ts`)) emitted.add(type);
        }
      }
    }
    for (const [type, { emitters }] of Object.entries(CATALOG)) {
      if (emitters.includes(service)) assert.ok(emitted.has(type), `${service} emits ${type} nowhere`);
    }
  }
});

Deno.test("every event has an emitter and a listener, and its compensation is an event", () => {
  for (const [type, entry] of Object.entries(CATALOG)) {
    assert.ok(entry.emitters.length > 0 && entry.subscribers.length > 0, type);
    assert.ok(entry.compensation === null || isEventType(entry.compensation), type);
    assert.equal(entry.schema, SCHEMAS[type as EventType]); // The keys of the catalog are the event types.
  }
});

Deno.test("parseEvent() takes what event() makes and tells the first fault of anything else", () => {
  const made = event("FundsReserved", "ord_1", 1, 1_741_910_400_000, { orderId: "ord_1", amount: 5 });
  assert.equal(made.id, "FundsReserved/ord_1/1");
  assert.deepEqual(parseEvent(JSON.parse(JSON.stringify(made))), { event: made });
  for (const bad of [null, {}, { ...made, type: "Nonsense" }, { ...made, data: { orderId: "ord_1", amount: -5 } }]) {
    const parsed = parseEvent(bad);
    assert.ok("error" in parsed && parsed.error.length > 0 && !parsed.error.includes("\n"), JSON.stringify(bad));
  }
});
