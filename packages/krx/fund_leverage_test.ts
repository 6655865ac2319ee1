import assert from "node:assert/strict";
import { leverageOfName } from "./fund_leverage.ts";

Deno.test("the multiple of a fund is read from its name", () => {
  const rows: readonly (readonly [name: string, leverage: number])[] = [
    ["KODEX 200", 1],
    ["TIGER 미국S&P500", 1],
    ["KODEX 2차전지산업", 1],
    ["KODEX 레버리지", 2],
    ["KODEX 코스닥150레버리지", 2],
    ["TIGER 200선물레버리지", 2],
    ["KODEX 인버스", -1],
    ["KODEX 코스닥150선물인버스", -1],
    ["KODEX 200선물인버스2X", -2],
    ["TIGER 200선물인버스2X", -2],
    ["신한 인버스 2X WTI원유 선물 ETN(H)", -2],
    ["삼성 레버리지 WTI원유 선물 ETN", 2],
    ["메리츠 3X 레버리지 국채10년 ETN", 3],
    ["메리츠 인버스 3X 국채10년 ETN", -3],
    ["삼성전자단일종목레버리지2배", 2],
    ["어떤 레버리지 3XL", 2],
  ];
  for (const [name, leverage] of rows) assert.equal(leverageOfName(name), leverage, name);
});
