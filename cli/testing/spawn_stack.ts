// A process that starts a stack in a process of its own, says where it is, and then has nothing more to do.
import process from "node:process";
import { spawnStack } from "../stack_process.ts";

const { url, apiKey } = await spawnStack(JSON.parse(process.env["SPAWN_OPTIONS"] ?? ""));
console.log(JSON.stringify({ url, apiKey }));
