import assert from "node:assert/strict";
import { kstMs } from "@hoga/krx";
import { bookFrame, tradeFrame, type WireTrade } from "@hoga/local/kis";
import { type Frame, readFrame } from "./frames.ts";

const DATE = "2026-11-20";
const TRADE: WireTrade = {
  symbol: "005930",
  date: "20261120",
  time: "100501",
  price: 70_100,
  size: 12,
  total: 4_321,
  side: "1",
};
// A frame of two trades as the broker's servers write it: 46 fields each.
const RECORDED = "0|H0STCNT0|002|005930^123929^73100^5^-100^-0.14^72990.10^72700^73500^72500^73200^73100^20^11043542^" +
  "806074398400^16021^13120^-2901^88.02^5611103^4939002^5^0.45^65.71^090007^2^400^102411^5^-400^090301^2^600^20261120^20^N^" +
  "98012^45110^1102311^1604233^0.18^11203311^98.57^0^^72700^" +
  "005930^123930^73200^3^0^0.00^72990.14^72700^73500^72500^73200^73100^7^11043549^806074910800^16021^13121^-2900^88.03^" +
  "5611103^4939009^1^0.45^65.71^090007^2^500^102411^5^-300^090301^2^700^20261120^20^N^98005^45110^1102304^1604233^0.18^" +
  "11203311^98.57^0^^72700";

function updates(text: string) {
  const frame = readFrame(text, DATE);
  assert.equal(frame.kind, "updates", JSON.stringify(frame));
  return frame.kind === "updates" ? frame.updates : [];
}

Deno.test("readFrame() reads every trade of a frame", () => {
  assert.deepEqual(updates(RECORDED), [
    {
      kind: "trade",
      symbol: "005930",
      at: kstMs(DATE, "12:39:29"),
      price: 73_100,
      size: 20,
      side: "sell",
      total: 11_043_542,
      best: { ask: { price: 73_200, size: 98_012 }, bid: { price: 73_100, size: 45_110 } },
      halted: false,
    },
    {
      kind: "trade",
      symbol: "005930",
      at: kstMs(DATE, "12:39:30"),
      price: 73_200,
      size: 7,
      side: "buy",
      total: 11_043_549,
      best: { ask: { price: 73_200, size: 98_005 }, bid: { price: 73_100, size: 45_110 } },
      halted: false,
    },
  ]);
});

Deno.test("readFrame() takes trades of 46 and of 47 fields, and of the regular session alone", () => {
  const other = { ...TRADE, symbol: "0126Z0", side: "3", halted: true } as const;
  assert.deepEqual(updates(tradeFrame(TRADE, other)).map((update) => update.symbol), ["005930", "0126Z0"]);
  assert.deepEqual(
    updates(tradeFrame({ ...TRADE, market: "2" }, { ...other, market: "2" })),
    updates(tradeFrame(TRADE, other)),
  );
  assert.deepEqual(updates(tradeFrame({ ...TRADE, market: "1" }, { ...TRADE, market: "3" })), []);
  const [auction] = updates(tradeFrame({ ...other, ask: [0, 0] }));
  assert.ok(auction?.kind === "trade" && auction.side === null && auction.halted && auction.best.ask === null);
});

Deno.test("readFrame() reads books, gathering ones with what their auction would give", () => {
  const levels = { asks: [[70_100, 5], [70_200, 6]], bids: [[70_000, 7]] } as const;
  const read = (more: object) => updates(bookFrame({ symbol: "005930", time: "100502", ...levels, ...more }));
  const plain = {
    kind: "book",
    symbol: "005930",
    at: kstMs(DATE, "10:05:02"),
    asks: [{ price: 70_100, size: 5 }, { price: 70_200, size: 6 }],
    bids: [{ price: 70_000, size: 7 }],
    gathering: false,
    indicative: null,
  };
  assert.deepEqual(read({}), [plain]);
  assert.deepEqual(read({ expected: [70_000, 9] }), [plain]);
  for (const hour of ["A", "B", "C"]) {
    assert.deepEqual(read({ hour, expected: [70_000, 9] }), [
      { ...plain, gathering: true, indicative: { price: 70_000, size: 9 } },
    ]);
  }
});

Deno.test("readFrame() reads what the broker says of the connection", () => {
  const answer = (rt_cd: string, msg_cd: string, msg1: string) =>
    JSON.stringify({ header: { tr_id: "H0STCNT0", tr_key: "005930", encrypt: "N" }, body: { rt_cd, msg_cd, msg1 } });
  const expected: readonly (readonly [string, Frame])[] = [
    [`{"header":{"tr_id":"PINGPONG","datetime":"20261120100000"}}`, { kind: "ping" }],
    [answer("0", "OPSP0000", "SUBSCRIBE SUCCESS"), {
      kind: "answer",
      channel: "H0STCNT0",
      symbol: "005930",
      isOk: true,
      code: "OPSP0000",
      message: "SUBSCRIBE SUCCESS",
    }],
    [answer("1", "OPSP0008", "MAX SUBSCRIBE OVER"), {
      kind: "answer",
      channel: "H0STCNT0",
      symbol: "005930",
      isOk: false,
      code: "OPSP0008",
      message: "MAX SUBSCRIBE OVER",
    }],
  ];
  for (const [text, frame] of expected) assert.deepEqual(readFrame(text, DATE), frame);
});

Deno.test("readFrame() tells what is wrong with a frame, and takes nothing of it", () => {
  const field = (place: number, text: string) => {
    const [head, fields = ""] = [tradeFrame(TRADE).slice(0, 15), tradeFrame(TRADE).slice(15)];
    return head + fields.split("^").with(place, text).join("^");
  };
  const cases: readonly (readonly [string, RegExp])[] = [
    ["", /begins with ""/],
    ["1|H0STCNI0|001|c2VjcmV0", /begins with "1\|H0STCNI0\|0"/],
    ["0|H0STMKO0|001|005930^N", /channel "H0STMKO0" is not known/],
    ["0|H0STCNT0|xyz|a", /count "xyz" is not a whole number/],
    [tradeFrame(TRADE).replace("|001|", "|002|"), /46 fields are not 2 records of at least 46/],
    [tradeFrame(TRADE).split("^").slice(0, -1).join("^"), /45 fields are not 1 records/],
    [field(0, "5930"), /symbol "5930" is not one/],
    [field(1, "250000"), /time "250000" is not HHMMSS/],
    [field(2, "70100.5"), /price "70100.5" is not a whole number/],
    [field(2, "0"), /price "0" is out of range/],
    [field(12, ""), /size "" is not a whole number/],
    [field(21, "7"), /side "7" is not 1, 3 or 5/],
    [field(33, "20261131"), /date "20261131" is not YYYYMMDD/],
    [
      bookFrame({ symbol: "005930", time: "100502", asks: [[70_100, 5], [70_000, 5]], bids: [] }),
      /ask 2 is 70000 after 70100/,
    ],
    [bookFrame({ symbol: "005930", time: "100502", asks: [], bids: [] }).replace("^0^0^", "^Q^0^"), /hour class "Q"/],
    ["{nothing", /not JSON/],
    [`{"header":{}}`, /no header/],
    [`{"header":{"tr_id":"H0STCNT0"}}`, /has no body/],
  ];
  for (const [text, reason] of cases) {
    const frame = readFrame(text, DATE);
    assert.ok(
      frame.kind === "malformed" && reason.test(frame.reason),
      `${text.slice(0, 40)}: ${JSON.stringify(frame)}`,
    );
  }
});
