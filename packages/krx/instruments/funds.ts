import { instrumentsOf } from "./row.ts";

/** Exchange-traded funds. Prices and share counts are rough and only start a made-up history. */
export const FUNDS = instrumentsOf("KOSPI", "etf", [
  ["069500", "KODEX 200", "KODEX 200", 45_000, 170],
  ["102110", "TIGER 200", "TIGER 200", 45_000, 65],
  ["148020", "RISE 200", "RISE 200", 45_000, 40],
  ["360750", "TIGER 미국S&P500", "TIGER S&P500", 23_000, 340],
  ["133690", "TIGER 미국나스닥100", "TIGER NASDAQ 100", 145_000, 42],
  ["379800", "KODEX 미국S&P500", "KODEX S&P500", 20_500, 250],
  ["379810", "KODEX 미국나스닥100", "KODEX NASDAQ 100", 23_000, 130],
  ["229200", "KODEX 코스닥150", "KODEX KOSDAQ 150", 13_500, 100],
  ["091160", "KODEX 반도체", "KODEX Semiconductor", 45_000, 20],
  ["305720", "KODEX 2차전지산업", "KODEX Secondary Battery Industry", 15_000, 75],
  ["114800", "KODEX 인버스", "KODEX Inverse", 3_500, 180],
  ["381180", "TIGER 미국필라델피아반도체나스닥", "TIGER Philadelphia Semiconductor", 20_000, 130],
  ["132030", "KODEX 골드선물(H)", "KODEX Gold Futures (H)", 20_000, 16],
  ["153130", "KODEX 단기채권", "KODEX Short Term Bond", 113_000, 8],
  ["458730", "TIGER 미국배당다우존스", "TIGER US Dividend Dow Jones", 12_500, 180],
  ["122630", "KODEX 레버리지", "KODEX Leverage", 40_000, 60],
  ["252670", "KODEX 200선물인버스2X", "KODEX 200 Futures Inverse 2X", 800, 1_500],
  ["233740", "KODEX 코스닥150레버리지", "KODEX KOSDAQ 150 Leverage", 12_000, 120],
  ["251340", "KODEX 코스닥150선물인버스", "KODEX KOSDAQ 150 Futures Inverse", 3_000, 130],
]);
