import assert from "node:assert/strict";
import { environmentLang, localeLang } from "./mod.ts";

Deno.test("localeLang() reads LC_ALL, LC_MESSAGES and LANG in this order", () => {
  assert.equal(localeLang({}), "en");
  assert.equal(localeLang({ LANG: "ko_KR.UTF-8" }), "ko");
  assert.equal(localeLang({ LC_ALL: "C.UTF-8", LANG: "ko_KR.UTF-8" }), "en");
  assert.equal(localeLang({ LC_ALL: "", LC_MESSAGES: "ko_KR.UTF-8", LANG: "en_US.UTF-8" }), "ko");
  assert.equal(environmentLang({ HOGA_LANG: "en", LANG: "ko_KR.UTF-8" }), "en");
  assert.equal(environmentLang({ HOGA_LANG: "fr", LANG: "ko_KR.UTF-8" }), "ko");
});
