import assert from "node:assert/strict";
import { Account, AccountList } from "@hoga/contracts";
import { account, storedPortfolio } from "../testing/documents.ts";
import { harness, problem } from "../testing/harness.ts";

Deno.test("accounts are the user's, and the first is meant where none is named", async () => {
  const accounts = [account(), account({ id: "a7", name: "bot" })];
  const h = harness({ portfolio: { "GET /accounts": () => ({ accounts }) } });
  const list = AccountList.parse(await h.get("/api/accounts"));
  assert.deepEqual(list, { accounts, defaultAccountId: "a1" });
  assert.deepEqual(h.calls[0]?.query, { userId: "u1" });
});

Deno.test("a user without an account is told how to get one", async () => {
  const h = harness({ portfolio: { "GET /accounts": () => ({ accounts: [] }) } });
  assert.deepEqual(await h.get("/api/accounts"), { accounts: [], defaultAccountId: "" });
  const response = await h.send("GET", "/api/portfolio");
  const { code, hint } = await response.json();
  assert.deepEqual([response.status, code, hint], [404, "unknown_account", "POST /api/accounts makes one"]);
});

Deno.test("an account is opened with what is asked for, and can be used at once", async () => {
  const accounts = [account()];
  const h = harness({
    portfolio: {
      "GET /accounts": () => ({ accounts }),
      "POST /accounts": () => {
        accounts.push(account({ id: "id-1" }));
        return Response.json(account({ id: "id-1" }), { status: 201 });
      },
      "GET /accounts/id-1/portfolio": () => storedPortfolio(),
    },
  });
  await h.get("/api/accounts");
  const response = await h.send("POST", "/api/accounts", { json: { name: "bot", openingCash: 5_000 } });
  assert.equal(response.status, 201);
  assert.equal(Account.parse(await response.json()).id, "id-1");
  const [call] = h.callsTo("portfolio", "POST /accounts");
  assert.deepEqual(call?.body, { id: "id-1", userId: "u1", name: "bot", openingCash: 5_000 });
  await h.get("/api/portfolio?accountId=id-1");
});

Deno.test("an account of play money is a hundred million won unless another sum is named", async () => {
  const h = harness({ portfolio: { "POST /accounts": () => account() } });
  const response = await h.send("POST", "/api/accounts", { json: { name: "x" } });
  await response.body?.cancel();
  assert.partialDeepStrictEqual(h.callsTo("portfolio", "POST /accounts")[0]?.body, { openingCash: 100_000_000 });
});

Deno.test("an account is reset with a body or without", async () => {
  const h = harness({ portfolio: { "POST /accounts/a1/reset": () => account({ generation: 2 }) } });
  for (const body of [undefined, "", "{}", '{"openingCash":7}']) {
    const response = await h.send("POST", "/api/accounts/a1/reset", {
      ...(body === undefined ? {} : { body }),
      headers: body === undefined ? {} : { "content-type": "application/json" },
    });
    assert.equal(response.status, 200, await response.text());
  }
  const bodies = h.callsTo("portfolio", "POST /accounts/a1/reset").map((call) => call.body);
  assert.deepEqual(bodies, [{}, {}, {}, { openingCash: 7 }]);
});

Deno.test("a reset that is refused changes nothing", async () => {
  const h = harness({
    portfolio: { "POST /accounts/a1/reset": () => problem(409, "open_orders", "Cancel them first") },
  });
  const refused = await h.send("POST", "/api/accounts/a1/reset");
  assert.equal(refused.status, 409);
  assert.equal((await refused.json()).detail, "Cancel them first");
  for (const [path, status] of [["a2/reset", 404], ["a1/reset", 400]] as const) {
    const response = await h.send("POST", `/api/accounts/${path}`, { json: status === 400 ? { openingCash: -1 } : {} });
    assert.equal(response.status, status);
    await response.body?.cancel();
  }
  assert.equal(h.callsTo("portfolio", "POST /accounts/a1/reset").length, 1);
  assert.equal(h.callsTo("portfolio", "POST /accounts/a2/reset").length, 0);
});

Deno.test("accounts are remembered for 30 s, but an account that is not remembered is looked for at once", async () => {
  const accounts = [account()];
  const h = harness({
    portfolio: {
      "GET /accounts": () => ({ accounts }),
      "GET /accounts/a1/portfolio": () => storedPortfolio(),
      "GET /accounts/a7/portfolio": () => storedPortfolio(),
    },
  });
  const asked = () => h.callsTo("portfolio", "GET /accounts").length;
  await h.get("/api/portfolio");
  await h.get("/api/portfolio?accountId=a1");
  assert.equal(asked(), 1);
  accounts.push(account({ id: "a7" }));
  await h.get("/api/portfolio?accountId=a7");
  assert.equal(asked(), 2);
  h.clock.wall += 30_000;
  await h.get("/api/portfolio");
  assert.equal(asked(), 3);
});
