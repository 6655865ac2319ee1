import assert from "node:assert/strict";
import { missingEntries } from "./lockfile.ts";

Deno.test("missingEntries() adds each platform's package beside the one that wants it", () => {
  const { added, problems } = missingEntries({
    "node_modules/deno": {
      version: "2.9.6",
      optionalDependencies: {
        "@deno/darwin-arm64": "2.9.6",
        "@deno/linux-arm64-glibc": "2.9.6",
        "@deno/win32-x64": "2.9.6",
      },
    },
    "node_modules/@deno/win32-x64": { version: "2.9.6" },
    "node_modules/tsx/node_modules/esbuild": {
      version: "0.1.0",
      dev: true,
      optionalDependencies: { "@esbuild/linux-arm-musleabihf": "0.1.0", "@esbuild/windows-x64": "0.1.0" },
    },
    "node_modules/tsx/node_modules/@esbuild/windows-x64": { version: "0.1.0" },
  });
  assert.deepEqual(problems, []);
  assert.deepEqual(added, {
    "node_modules/@deno/darwin-arm64": { version: "2.9.6", optional: true, os: ["darwin"], cpu: ["arm64"] },
    "node_modules/@deno/linux-arm64-glibc": {
      version: "2.9.6",
      optional: true,
      os: ["linux"],
      cpu: ["arm64"],
      libc: ["glibc"],
    },
    "node_modules/tsx/node_modules/@esbuild/linux-arm-musleabihf": {
      version: "0.1.0",
      dev: true,
      optional: true,
      os: ["linux"],
      cpu: ["arm"],
      libc: ["musl"],
    },
  });
});

Deno.test("missingEntries() reports what it cannot add", () => {
  const wants = (name: string, version: string) =>
    missingEntries({ "node_modules/a": { optionalDependencies: { [name]: version } } });
  for (const [name, version] of [["fsevents", "2.3.3"], ["@a/darwin-arm64", "^1.0.0"]] as const) {
    const { added, problems } = wants(name, version);
    assert.deepEqual(added, {});
    assert.match(problems[0] ?? "", new RegExp(`${name}@.* of node_modules/a is missing`));
  }
});
