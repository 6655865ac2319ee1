import assert from "node:assert/strict";
import { kstMs } from "@hoga/krx";
import { openTestPglite } from "@hoga/testing";
import { sessionStore } from "./sessions.ts";

Deno.test("a session is added once and closed once, whoever read it before", async () => {
  const sql = await openTestPglite();
  try {
    const store = sessionStore(sql);
    const delivery = { inbox: [], outbox: [], told: [] };
    const hours = { opensAt: kstMs("2025-03-14", "09:00"), closesAt: kstMs("2025-03-14", "15:30") };
    const session = { date: "2025-03-14", ...hours, closed: false };

    const [first, late] = [await store.load([], []), await store.load([], [])];
    assert.equal(first.last, null);
    assert.equal(store.isChanged(first), false);
    for (const state of [first, late]) state.added.set(session.date, session);
    assert.equal(store.isChanged(first), true);
    await store.save(first, delivery);
    await assert.rejects(store.save(late, delivery), { code: "23505" });

    const [second, later] = [await store.load([], []), await store.load([], [])];
    assert.deepEqual(second.last, session);
    const ended = { ...session, closesAt: kstMs("2025-03-14", "12:00"), closed: true };
    for (const state of [second, later]) state.closed.set(session.date, ended);
    await store.save(second, delivery);
    await assert.rejects(store.save(later, delivery), { code: "40001" });
    assert.deepEqual((await store.load([], [])).last, ended);
  } finally {
    await sql.close();
  }
});
