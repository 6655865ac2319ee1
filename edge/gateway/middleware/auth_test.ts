import assert from "node:assert/strict";
import { harness, KEY } from "../testing/harness.ts";
import { rememberKeys } from "./auth.ts";

Deno.test("every route under /api needs a key", async () => {
  const h = harness();
  const routes = h.app.getOpenAPI31Document({ openapi: "3.1.0", info: { title: "", version: "" } }).paths ?? {};
  let count = 0;
  for (const [path, item] of Object.entries(routes)) {
    for (const method of ["get", "post", "put", "patch", "delete"] as const) {
      const operation = item[method];
      if (operation === undefined) continue;
      count += 1;
      assert.deepEqual(operation.security, [{ bearer: [] }], path);
      const response = await h.app.request(
        path.replace("{id}", "o1").replace("{symbol}", "005930").replace("{date}", "2025-03-17"),
        {
          method: method.toUpperCase(),
        },
      );
      assert.equal(response.status, 401, `${method} ${path}`);
      assert.equal((await response.json()).code, "unauthorized");
      assert.match(response.headers.get("www-authenticate") ?? "", /^Bearer/);
    }
  }
  assert.equal(count, 46);
  assert.deepEqual(h.calls, []);
});

Deno.test("headers that are no key are turned away", async () => {
  const h = harness();
  for (const authorization of ["", "Bearer", "Bearer ", `Basic ${KEY}`, KEY, "Bearer hoga_other", `Bearer ${KEY} x`]) {
    const response = await h.app.request("/api/accounts", { headers: { authorization } });
    assert.equal(response.status, 401, authorization);
    await response.body?.cancel();
  }
  const response = await h.app.request("/api/accounts", { headers: { authorization: `bearer  ${KEY}` } });
  assert.equal(response.status, 200);
  await response.body?.cancel();
});

Deno.test("a known key is looked up once in 30 s; an unknown one each time; requests at once share a look-up", async () => {
  let wall = 0;
  const looked: string[] = [];
  const known = new Set(["good"]);
  const { userOf, forget } = rememberKeys({
    wall: () => wall,
    findUserByKey: (key) => {
      looked.push(key);
      return Promise.resolve(known.has(key) ? { userId: "u1" } : null);
    },
  });
  assert.deepEqual(await Promise.all([userOf("good"), userOf("good"), userOf("good")]), ["u1", "u1", "u1"]);
  wall = 29_999;
  assert.equal(await userOf("good"), "u1");
  assert.deepEqual(looked, ["good"]);
  known.delete("good");
  wall = 30_000;
  assert.equal(await userOf("good"), null);
  assert.equal(await userOf("bad"), null);
  assert.equal(await userOf("bad"), null);
  assert.deepEqual(looked, ["good", "good", "bad", "bad"]);
  known.add("good");
  assert.equal(await userOf("good"), "u1");
  known.delete("good");
  forget();
  assert.equal(await userOf("good"), null);
});

Deno.test("a key that is looked up while keys are forgotten is not remembered", async () => {
  const answers: ((found: { readonly userId: string } | null) => void)[] = [];
  const { userOf, forget } = rememberKeys({
    wall: () => 0,
    findUserByKey: () => new Promise((resolve) => answers.push(resolve)),
  });
  const before = userOf("good");
  forget();
  answers[0]?.({ userId: "u1" });
  assert.equal(await before, "u1");
  const after = userOf("good");
  answers[1]?.(null);
  assert.equal(await after, null);
});

Deno.test("a look-up that fails is 503, is not remembered, and does not lock the key out", async () => {
  let broken = true;
  const h = harness({}, {
    findUserByKey: () => broken ? Promise.reject(new Error("the database is down")) : Promise.resolve({ userId: "u1" }),
  });
  const response = await h.send("GET", "/api/accounts");
  assert.equal(response.status, 503);
  const problem = await response.json();
  assert.equal(problem.code, "unavailable");
  assert.doesNotMatch(JSON.stringify(problem), /database/);
  assert.doesNotMatch(h.logged.join("\n"), new RegExp(KEY));
  broken = false;
  assert.equal((await h.get("/api/accounts")).defaultAccountId, "a1");
});
