// Amendments: price and quantity, up and down, in every state.
import assert from "node:assert/strict";
import { openTestPglite } from "@hoga/testing";
import type { Change, Host } from "./testing/host.ts";
import { block, type Fault, type Hop } from "./testing/network.ts";
import { assertCash, assertOrder, day, type Scenario, testScenarios } from "./testing/scenario.ts";

const sql = await openTestPglite();
Deno.test.afterAll(() => sql.close());

const TEN = "2025-03-14T10:00:00+09:00";
const FRIDAY_NIGHT = "2025-03-14T20:00:00+09:00";
const CASH = 100_000_000;
/** What a buy holds: its amount and 0.015 % of it, rounded down. */
const hold = (quantity: number, price: number) => quantity * price + Math.floor(quantity * price * 15 / 100_000);

/** An order of 10 shares at 58,000 won that rests. */
async function resting(host: Host, openingCash = CASH): Promise<{ readonly account: string; readonly id: string }> {
  const account = await host.account(openingCash);
  return { account, id: await host.placed(account, { quantity: 10, limitPrice: 58_000 }) };
}

/** Amends an order that then has exactly these terms and this hold, in both services' books. */
async function amended(
  host: Host,
  account: string,
  id: string,
  change: Change,
  terms: { readonly quantity: number; readonly limitPrice: number },
): Promise<void> {
  const answer = await host.amend(account, id, change);
  assert.ok("id" in answer, `the amendment was refused: ${JSON.stringify(answer)}`);
  await host.settle();
  await assertOrder(host, id, { ...terms, held: hold(terms.quantity, terms.limitPrice) });
  await assertCash(host, account, CASH, hold(terms.quantity, terms.limitPrice));
}

/** Conditional limit: its hold is at the upper limit of 78,000 won, and it takes no new price once the closing auction takes orders. */
const CONDITIONAL = { quantity: 10, type: "conditional_limit", limitPrice: 55_000 } as const;
const BEFORE_CLOSING = "2025-03-14T15:19:50+09:00";
const IN_CLOSING = "2025-03-14T15:20:10+09:00";

/** Asks for ten times as many shares at another price, which reach the market when it does not take them any more. */
async function amendedTooLate(host: Host, account: string, id: string): Promise<void> {
  const free = block(host.network, "execution", "AmendRequested");
  const asked = await host.amend(account, id, { quantity: 100, limitPrice: 54_000 });
  assert.ok("id" in asked, `the amendment was refused: ${JSON.stringify(asked)}`);
  await assertOrder(host, id, { quantity: 10, held: hold(100, 78_000) });
  await host.reach(IN_CLOSING);
  free();
}

const isRestoring = (hop: Hop): boolean => hop.types.some((type) => type.startsWith("ReservationChange"));

const scenarios: Scenario[] = [
  {
    name: "an amendment that the market refuses gives back what was held for it, and the next one is taken",
    now: BEFORE_CLOSING,
    async run(host) {
      const account = await host.account();
      const id = await host.placed(account, CONDITIONAL);
      await assertCash(host, account, CASH, hold(10, 78_000));
      await amendedTooLate(host, account, id);
      await host.settle();
      await assertOrder(host, id, { status: "accepted", quantity: 10, limitPrice: 55_000, held: hold(10, 78_000) });
      await assertCash(host, account, CASH, hold(10, 78_000));
      const life = await host.timeline(id);
      assert.deepEqual(life.map((line) => line.type).slice(-4), [
        "AmendRequested",
        "HoldChanged",
        "AmendRejected",
        "HoldChanged",
      ]);
      const fewer = await host.amend(account, id, { quantity: 4 });
      assert.ok("id" in fewer);
      await host.settle();
      await assertOrder(host, id, { quantity: 4, limitPrice: 55_000, held: hold(10, 78_000) });
      assert.equal((await host.timeline(id)).filter((line) => line.type === "OrderAmended").length, 1);
    },
  },
  {
    name: "what a refused amendment gives back comes twice and late, and is given back once",
    now: BEFORE_CLOSING,
    async run(host) {
      const account = await host.account();
      const id = await host.placed(account, CONDITIONAL);
      await amendedTooLate(host, account, id);
      host.network.fault = (hop) => isRestoring(hop) ? "lost" : null;
      await host.minute();
      assert.deepEqual(await host.amend(account, id, { quantity: 4 }), { status: 409, code: "amend_pending" });
      const faults: Fault[] = ["late", "doubled", "answer_lost"];
      host.network.fault = (hop) => isRestoring(hop) ? faults.shift() ?? null : null;
      await host.settle();
      assert.deepEqual(faults, []);
      await assertOrder(host, id, { quantity: 10, held: hold(10, 78_000) });
      await assertCash(host, account, CASH, hold(10, 78_000));
    },
  },
  {
    name: "what a refused amendment gives back meets the fill, and the cash is what it cost",
    now: BEFORE_CLOSING,
    async run(host) {
      const account = await host.account();
      const id = await host.placed(account, CONDITIONAL);
      await amendedTooLate(host, account, id);
      host.network.fault = (hop) => isRestoring(hop) ? "lost" : null;
      await host.reach("2025-03-14T15:30:00+09:00");
      await assertOrder(host, id, { status: "filled", averagePrice: 60_000, held: 0 });
      host.network.fault = () => null;
      await host.settle();
      await assertOrder(host, id, { status: "filled", quantity: 10, held: 0 });
      await assertCash(host, account, CASH - 600_090, 0);
    },
  },
  {
    name: "an amendment that the fill was before is refused, whichever is heard of first",
    now: TEN,
    market: day(["09:00:00", 60_000], ["10:00:05", 58_000]),
    async run(host) {
      const { account, id } = await resting(host);
      const free = block(host.network, "execution", "AmendRequested");
      await host.amend(account, id, { quantity: 20 });
      await assertOrder(host, id, { quantity: 10, held: hold(20, 58_000) });
      free();
      host.clock.set("2025-03-14T10:00:06+09:00");
      host.network.fault = (hop) => hop.to === "order" && hop.types.includes("TradeExecuted") ? "lost" : null;
      for (let n = 0; n < 3; n++) await host.minute();
      host.network.fault = () => null;
      await host.settle();
      await assertOrder(host, id, { status: "filled", quantity: 10, filledQuantity: 10, held: 0 });
      await assertCash(host, account, CASH - 580_087, 0);
      const life = await host.timeline(id);
      assert.deepEqual(life.map((line) => line.type).slice(-2), ["AmendRejected", "OrderFilled"]);
    },
  },
  {
    name: "a resting order's price and quantity go up and down, and its hold with them",
    now: TEN,
    async run(host) {
      const { account, id } = await resting(host);
      await amended(host, account, id, { limitPrice: 59_000 }, { quantity: 10, limitPrice: 59_000 });
      await amended(host, account, id, { limitPrice: 57_000 }, { quantity: 10, limitPrice: 57_000 });
      await amended(host, account, id, { quantity: 15 }, { quantity: 15, limitPrice: 57_000 });
      await amended(host, account, id, { quantity: 4 }, { quantity: 4, limitPrice: 57_000 });
      await amended(host, account, id, { quantity: 6, limitPrice: 56_000 }, { quantity: 6, limitPrice: 56_000 });
    },
  },
  {
    name: "a reserved order takes new terms at once, and trades under them",
    now: FRIDAY_NIGHT,
    async run(host) {
      const { account, id } = await resting(host);
      await amended(host, account, id, { limitPrice: 59_000 }, { quantity: 10, limitPrice: 59_000 });
      await amended(host, account, id, { quantity: 3, limitPrice: 60_500 }, { quantity: 3, limitPrice: 60_500 });
      await host.until("2025-03-17T09:00:00+09:00");
      await assertOrder(host, id, { status: "filled", filledQuantity: 3, averagePrice: 60_000 });
    },
  },
  {
    name: "an amendment that crosses the display fills",
    now: TEN,
    async run(host) {
      const { account, id } = await resting(host);
      await host.amend(account, id, { limitPrice: 60_000 });
      await host.settle();
      await assertOrder(host, id, { status: "filled", averagePrice: 60_000, held: 0 });
      await assertCash(host, account, CASH - 600_090, 0);
    },
  },
  {
    name: "an amendment that the cash does not cover is refused, and order and hold stay as they were",
    now: TEN,
    async run(host) {
      const { account, id } = await resting(host, 600_000);
      const refused = { status: 422, code: "insufficient_cash" };
      assert.deepEqual(await host.amend(account, id, { quantity: 11 }), refused);
      await host.settle();
      await assertOrder(host, id, { status: "accepted", quantity: 10, held: 580_087 });
      await assertCash(host, account, 600_000, 580_087);
      const allowed = await host.amend(account, id, { limitPrice: 59_000 });
      assert.ok("id" in allowed);
    },
  },
  {
    name: "a reserved order's amendment that the cash does not cover is refused, and it lives on as it was",
    now: FRIDAY_NIGHT,
    async run(host) {
      const { account, id } = await resting(host, 600_000);
      const refused = { status: 422, code: "insufficient_cash" };
      assert.deepEqual(await host.amend(account, id, { quantity: 11 }), refused);
      await host.settle();
      await assertOrder(host, id, { status: "reserved", quantity: 10, held: 580_087 });
      await host.until("2025-03-17T09:00:05+09:00");
      await assertOrder(host, id, { status: "accepted", quantity: 10 });
    },
  },
  {
    name: "a sell's quantity goes up as far as there are shares, and down",
    now: TEN,
    async run(host) {
      const account = await host.account();
      await host.placed(account, { quantity: 10 });
      const id = await host.placed(account, { side: "sell", quantity: 4, limitPrice: 65_000 });
      await host.amend(account, id, { quantity: 10 });
      await host.settle();
      await assertOrder(host, id, { quantity: 10, held: 10 });
      assert.deepEqual(await host.amend(account, id, { quantity: 11 }), { status: 422, code: "insufficient_shares" });
      await host.amend(account, id, { quantity: 2 });
      await host.settle();
      await assertOrder(host, id, { quantity: 2, held: 2 });
      assert.equal((await host.portfolio(account)).positions[0]?.held, 2);
    },
  },
  {
    name: "a partly filled order's quantity stays above what has filled, and its hold is exact",
    now: TEN,
    market: { ...day(["09:00:00", 60_000], ["10:00:05", 61_000]), depth: 40 },
    async run(host) {
      const account = await host.account();
      const id = await host.placed(account, { quantity: 100, limitPrice: 60_000 });
      const below = { status: 422, code: "quantity_below_filled" };
      assert.deepEqual(await host.amend(account, id, { quantity: 40 }), below);
      await host.amend(account, id, { quantity: 41, limitPrice: 59_000 });
      await host.settle();
      // 40 at 60,000 won are paid, with 360 won; what is left to fill is one share.
      const held = 2_459_000 + 368 - 2_400_360;
      await assertOrder(host, id, { status: "partially_filled", quantity: 41, held });
      await assertCash(host, account, CASH - 2_400_360, held);
    },
  },
  {
    name: "an order that has ended, a price that cannot be, and terms that are the same are refused",
    now: TEN,
    async run(host) {
      const account = await host.account();
      const filled = await host.placed(account, { quantity: 10 });
      const ended = { status: 409, code: "order_ended" };
      assert.deepEqual(await host.amend(account, filled, { quantity: 11 }), ended);
      const { account: other, id } = await resting(host);
      const code = async (change: Change) => {
        const answer = await host.amend(other, id, change);
        return "code" in answer && answer.code;
      };
      assert.equal(await code({ limitPrice: 58_050 }), "price_off_tick");
      assert.equal(await code({ limitPrice: 90_000 }), "price_outside_band");
      assert.equal(await code({ quantity: 0 }), "invalid_quantity");
      assert.equal(await code({ quantity: 10, limitPrice: 58_000 }), "nothing_to_amend");
      await assertOrder(host, id, { quantity: 10, limitPrice: 58_000, held: 580_087 });
    },
  },
  {
    name: "an amendment under way keeps the next one off until the market has answered",
    now: TEN,
    async run(host) {
      const { account, id } = await resting(host);
      host.network.fault = (hop) => hop.types.includes("AmendRequested") ? "lost" : null;
      await host.amend(account, id, { limitPrice: 57_000 });
      const second = await host.amend(account, id, { limitPrice: 56_000 });
      assert.deepEqual(second, { status: 409, code: "amend_pending" });
      host.network.fault = () => null;
      await host.settle();
      await assertOrder(host, id, { limitPrice: 57_000, held: hold(10, 57_000) });
    },
  },
  {
    name: "an amendment that meets the fill is refused, and the fill stands",
    now: TEN,
    market: day(["09:00:00", 60_000], ["10:00:05", 58_000]),
    async run(host) {
      const { account, id } = await resting(host);
      host.clock.set("2025-03-14T10:00:06+09:00");
      assert.deepEqual(await host.amend(account, id, { quantity: 20 }), { status: 409, code: "order_ended" });
      await host.settle();
      await assertOrder(host, id, { status: "filled", quantity: 10, filledQuantity: 10, held: 0 });
      await assertCash(host, account, CASH - 580_087, 0);
    },
  },
  {
    name: "a market order in the market grows and shrinks",
    now: TEN,
    market: { ...day(["09:00:00", 60_000]), depth: 10 },
    async run(host) {
      const account = await host.account();
      const id = await host.placed(account, { quantity: 100 });
      await assertOrder(host, id, { status: "partially_filled", filledQuantity: 30 });
      await host.amend(account, id, { quantity: 120 });
      await host.settle();
      await assertOrder(host, id, { quantity: 120 });
      await host.amend(account, id, { quantity: 40 });
      await host.settle();
      await host.until("2025-03-14T10:00:05+09:00");
      await assertOrder(host, id, { status: "filled", quantity: 40, filledQuantity: 40, held: 0 });
    },
  },
  {
    name: "a smaller order that the open meets before its hold has shrunk trades under its new terms",
    now: FRIDAY_NIGHT,
    async run(host) {
      const account = await host.account();
      const id = await host.placed(account, { quantity: 10, limitPrice: 60_000 });
      host.network.fault = (hop) => hop.types.includes("ReservationChanged") ? "lost" : null;
      await host.amend(account, id, { quantity: 4 });
      await host.reach("2025-03-17T09:00:00+09:00");
      await assertOrder(host, id, { status: "reserved", quantity: 10 });
      host.network.fault = () => null;
      await host.retried();
      await host.turn();
      await assertOrder(host, id, { status: "filled", quantity: 4, filledQuantity: 4, held: 0 });
      await assertCash(host, account, CASH - 240_036, 0);
    },
  },
  {
    name: "a larger order whose cash falls short at the open trades under its old terms",
    now: FRIDAY_NIGHT,
    async run(host) {
      const account = await host.account(700_000);
      const id = await host.placed(account, { quantity: 10, limitPrice: 60_000 });
      host.network.fault = (hop) => hop.types.includes("ReservationChangeRequested") ? "lost" : null;
      await host.amend(account, id, { quantity: 14 });
      await host.reach("2025-03-17T09:00:00+09:00");
      await assertOrder(host, id, { status: "reserved", quantity: 10 });
      host.network.fault = () => null;
      await host.retried();
      await host.turn();
      await assertOrder(host, id, { status: "filled", quantity: 10, filledQuantity: 10, held: 0 });
    },
  },
];

testScenarios(() => sql, scenarios);
