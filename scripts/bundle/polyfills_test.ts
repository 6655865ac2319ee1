import assert from "node:assert/strict";
import { checkFeatures } from "./polyfills.ts";

Deno.test("what Node 20 does not have is found in a bundled program, unless a polyfill brings it", () => {
  const programs: readonly (readonly [program: string, message: RegExp])[] = [
    ["let{promise:e}=Promise.withResolvers();", /uses Promise\.withResolvers, .* add "promise\/with-resolvers"/],
    ["Map.groupBy(e,t)", /uses Map\.groupBy/],
    ["e.toHex()", /uses \.toHex\(/],
    ["e.isSubsetOf(t)", /uses \.isSubsetOf\(, .* write it otherwise/],
    ["[...e.values().map(t)]", /uses \.values\(\)\.map\(/],
  ];
  for (const [program, message] of programs) assert.throws(() => checkFeatures("it", program, []), message);
  checkFeatures("it", "Map.groupBy(e,t);e.map(t);Object.values(e).map(t)", ["map/group-by"]);
});
