// The scenario as a program.
import { proveServer } from "./serve_scenario.ts";

await proveServer();
console.log("proved");
