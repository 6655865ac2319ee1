// The version of hoga, and of what runs it. A test holds it equal to package.json's.
import process from "node:process";

export const VERSION = "0.1.0";

/** What runs it, with its version: `node 20.20.2`, `deno 2.9.6`. */
export function runtimeName(): string {
  const { deno, node } = process.versions;
  return deno === undefined ? `node ${node}` : `deno ${deno}`;
}
