import assert from "node:assert/strict";
import { PREVIEW, QUOTE, SAMSUNG } from "../../testing/documents.ts";
import { keys, play, press, topOf, tradingState, typing, WALL } from "../testing/states.ts";
import type { Message } from "./messages.ts";
import type { State } from "./model.ts";
import { fieldsOf, stepped, termsOf } from "./ticket.ts";

const ticket = (state: State) => topOf(state, "ticket");
/** The numbers of the ticket and the field in focus. */
const shown = (state: State) => {
  const { price, stop, quantity, field } = ticket(state);
  return [price.text, stop.text, quantity.text, field];
};

Deno.test("b and s open a ticket for the symbol under the cursor, at the price that trades at once", () => {
  const buy = press(tradingState(), "b");
  assert.deepEqual(shown(buy.state), ["71500", "", "", "quantity"]);
  assert.deepEqual([ticket(buy.state).side, ticket(buy.state).type, ticket(buy.state).tif], ["buy", "limit", "day"]);
  assert.deepEqual(buy.effects, [{ kind: "loadInstrument", symbol: "005930" }]);
  const sell = press(tradingState(), "s").state;
  assert.deepEqual([ticket(sell).side, ...shown(sell)], ["sell", "71400", "", "", "quantity"]);
  // Hynix has no bid and no ask: the last price has to do.
  assert.deepEqual(shown(press(tradingState(), "j", "b").state), ["199000", "", "", "quantity"]);
});

Deno.test("what is known of the instrument is not asked for again, and comes into the ticket when it is told", () => {
  const looked = play(tradingState(), ...keys("enter"), { kind: "instrument", instrument: SAMSUNG }, ...keys("b"));
  assert.equal(ticket(looked.state).instrument, SAMSUNG);
  assert.deepEqual(looked.effects.filter(({ kind }) => kind === "loadInstrument").length, 1);
  const later = play(press(tradingState(), "b").state, { kind: "instrument", instrument: SAMSUNG }).state;
  assert.equal(ticket(later).instrument, SAMSUNG);
});

Deno.test("digits go into the field of numbers in focus, and into the quantity from a field that has none", () => {
  const opened = press(tradingState(), "b").state;
  assert.deepEqual(shown(press(opened, "1", "0").state), ["71500", "", "10", "quantity"]);
  assert.deepEqual(shown(press(opened, "k", "backspace", "backspace", "9", "9").state), ["71599", "", "", "price"]);
  assert.deepEqual(shown(press(opened, "j", "5").state), ["71500", "", "5", "quantity"], "from the terms of validity");
  assert.deepEqual(shown(press(opened, "0", "0", "7").state), ["71500", "", "7", "quantity"]);
  assert.deepEqual(shown(press(opened, "x", ".", "-").state).slice(0, 3), ["71500", "", ""]);
  const many = play(opened, ...typing("1234567890123")).state;
  assert.equal(ticket(many).quantity.text, "123456789012", "twelve digits at most");
});

Deno.test("a pasted price loses its commas", () => {
  const opened = press(tradingState(), "b", "k", "ctrl+u").state;
  const pasted = play(opened, { kind: "paste", text: "₩72,300\n", at: WALL }).state;
  assert.deepEqual(shown(pasted), ["72300", "", "", "price"]);
});

Deno.test("backspace takes away a digit, Control-U all of them", () => {
  const opened = play(press(tradingState(), "b").state, ...typing("125")).state;
  assert.equal(ticket(press(opened, "backspace").state).quantity.text, "12");
  assert.equal(ticket(press(opened, "ctrl+u").state).quantity.text, "");
  assert.equal(ticket(press(opened, "delete").state).quantity.text, "");
});

Deno.test("Tab and j and k go round the fields that mean something for the type", () => {
  const opened = press(tradingState(), "b").state;
  const round = (...names: readonly string[]) => {
    const seen: string[] = [];
    let state = opened;
    for (const name of names) {
      state = press(state, name).state;
      seen.push(ticket(state).field);
    }
    return seen;
  };
  assert.deepEqual(round("tab", "tab", "tab", "tab", "tab"), ["tif", "side", "type", "price", "quantity"]);
  assert.deepEqual(round("k", "up", "shift+tab", "k"), ["price", "type", "side", "tif"]);
});

Deno.test("each type of order has its fields, and its terms are told only when they are whole", () => {
  const base = ticket(play(press(tradingState(), "b").state, ...typing("10")).state);
  const table: readonly [typeof base.type, readonly string[], Readonly<Record<string, number | null>>][] = [
    ["limit", ["price"], { limitPrice: 71_500 }],
    ["market", [], { limitPrice: null }],
    ["best_limit", [], { limitPrice: null }],
    ["top_limit", [], { limitPrice: null }],
    ["conditional_limit", ["price"], { limitPrice: 71_500 }],
    ["mid_price", [], { limitPrice: null }],
    ["stop_limit", ["price", "stop"], { limitPrice: 71_500, stopPrice: 72_000 }],
  ];
  for (const [type, prices, terms] of table) {
    const one = { ...base, type, stop: { text: "72000", at: 5 } };
    assert.deepEqual(fieldsOf(one), ["side", "type", ...prices, "quantity", "tif"], type);
    const order = { symbol: "005930", side: "buy", type, timeInForce: "day", quantity: 10, ...terms };
    assert.deepEqual(termsOf(one), order, type);
    assert.equal(termsOf({ ...one, quantity: { text: "0", at: 1 } }), null, `${type} of nothing`);
    if (prices.includes("price")) assert.equal(termsOf({ ...one, price: { text: "", at: 0 } }), null, type);
    if (prices.includes("stop")) assert.equal(termsOf({ ...one, stop: { text: "", at: 0 } }), null, type);
  }
});

Deno.test("right and left change what is in focus: side, type, validity, a share, a tick", () => {
  const opened = play(press(tradingState(), "b").state, ...typing("10")).state;
  const on = (field: string) => {
    let state = opened;
    while (ticket(state).field !== field) state = press(state, "tab").state;
    return state;
  };
  assert.equal(ticket(press(on("side"), "right").state).side, "sell");
  assert.equal(ticket(press(on("side"), "left").state).side, "sell");
  assert.deepEqual(
    ["l", "l", "l"].map((_, count, all) => ticket(press(on("type"), ...all.slice(0, count + 1)).state).type),
    [
      ...["market", "best_limit", "top_limit"],
    ],
  );
  assert.equal(ticket(press(on("type"), "h").state).type, "stop_limit");
  assert.equal(ticket(press(on("tif"), "space", "+").state).tif, "fok");
  assert.deepEqual(shown(press(on("quantity"), "+", "=", "-").state), ["71500", "", "11", "quantity"]);
  assert.deepEqual(shown(press(on("price"), "right", "right", "left").state), ["71600", "", "10", "price"]);
  assert.equal(ticket(press(tradingState(), "b", "+", "-", "-").state).quantity.text, "", "no fewer than none");
});

Deno.test("an empty price starts to step from the last one", () => {
  const empty = press(tradingState(), "b", "k", "ctrl+u").state;
  assert.equal(ticket(press(empty, "right").state).price.text, "71600");
});

Deno.test("a price steps by the tick of where it goes, within the day's limits", () => {
  const stock = { instrument: SAMSUNG };
  const etf = { instrument: { ...SAMSUNG, kind: "etf" as const } };
  const within = (lowerLimit: number, upperLimit: number) => ({ ...QUOTE, lowerLimit, upperLimit });
  const wide = within(1, 1_000_000);
  const table: readonly [number, 1 | -1, number][] = [
    [49_950, 1, 50_000],
    [50_000, 1, 50_100],
    [50_000, -1, 49_950],
    [50_100, -1, 50_000],
    [199_900, 1, 200_000],
    [200_000, 1, 200_500],
    [200_000, -1, 199_900],
    [500_000, 1, 501_000],
    [500_000, -1, 499_500],
    [20_000, -1, 19_990],
    [5_000, -1, 4_995],
    [2_000, -1, 1_999],
    [1_999, 1, 2_000],
    [2_000, 1, 2_005],
    [2, -1, 1],
    [1, -1, 1],
    // What is between two ticks goes to the next one.
    [71_550, 1, 71_600],
    [71_550, -1, 71_500],
    [50_020, -1, 50_000],
    [49_980, 1, 50_000],
  ];
  for (const [price, direction, next] of table) {
    assert.equal(stepped(price, direction, stock, wide), next, `${price} by ${direction}`);
  }
  const funds: readonly [number, 1 | -1, number][] = [
    [1_999, 1, 2_000],
    [2_000, 1, 2_005],
    [2_000, -1, 1_999],
    [50_000, 1, 50_005],
    [50_000, -1, 49_995],
  ];
  for (const [price, direction, next] of funds) {
    assert.equal(stepped(price, direction, etf, wide), next, `etf ${price}`);
  }
  const day = within(49_700, 92_300);
  assert.equal(stepped(92_300, 1, stock, day), 92_300);
  assert.equal(stepped(92_200, 1, stock, day), 92_300);
  assert.equal(stepped(49_700, -1, stock, day), 49_700);
  assert.equal(stepped(10, 1, stock, day), 49_700);
  assert.equal(stepped(999_999, -1, stock, day), 92_300);
});

Deno.test("each change of the terms asks for their preview, and an answer to older terms is ignored", () => {
  const one = play(press(tradingState(), "b").state, ...typing("10"));
  const asked = one.effects.map((effect) => effect.kind === "preview" ? [effect.asked, effect.order.quantity] : []);
  assert.deepEqual(asked, [[1, 1], [2, 10]]);
  const answer = (number: number, message: "previewed" | "previewRefused"): Message =>
    message === "previewed"
      ? { kind: message, asked: number, preview: PREVIEW }
      : { kind: message, asked: number, problem: "not on the tick" };
  assert.equal(ticket(play(one.state, answer(1, "previewed")).state).preview, null);
  assert.equal(ticket(play(one.state, answer(1, "previewRefused")).state).problem, null);
  const told = play(one.state, answer(2, "previewed")).state;
  assert.equal(ticket(told).preview, PREVIEW);
  const refused = play(told, answer(2, "previewRefused")).state;
  assert.deepEqual([ticket(refused).preview, ticket(refused).problem], [null, "not on the tick"]);
  // The next change asks anew and takes the problem back; terms that lack something have no preview.
  const again = press(refused, "5");
  assert.deepEqual([ticket(again.state).problem, again.effects.length], [null, 1]);
  const incomplete = press(told, "ctrl+u");
  assert.deepEqual([ticket(incomplete.state).preview, incomplete.effects], [null, []]);
  assert.equal(ticket(play(incomplete.state, answer(2, "previewed")).state).preview, null);
});

Deno.test("Enter on terms that lack something goes to what is missing, and sends nothing", () => {
  const opened = press(tradingState(), "b").state;
  const noQuantity = press(opened, "k", "enter");
  assert.deepEqual([ticket(noQuantity.state).field, noQuantity.effects], ["quantity", []]);
  const noPrice = press(opened, "5", "k", "ctrl+u", "tab", "enter");
  assert.equal(ticket(noPrice.state).field, "price");
  const noStop = press(opened, "5", "k", "k", "h", "enter");
  assert.deepEqual([ticket(noStop.state).type, ticket(noStop.state).field], ["stop_limit", "stop"]);
  assert.deepEqual(ticket(noStop.state).stage, { kind: "edit" });
  assert.ok(
    [...noPrice.effects, ...noStop.effects].every(({ kind }) => kind === "preview" || kind === "loadInstrument"),
  );
});
