// Whether a whole market keeps pace with its clock, and what ten thousand resting orders cost a market order.
import { parseArgs } from "node:util";
import { cpus } from "node:os";
import { measureResting } from "./resting.ts";
import { measureSession } from "./session.ts";

const { values } = parseArgs({
  args: Deno.args,
  options: {
    json: { type: "boolean", default: false },
    listing: { type: "string", default: "../shared/krx/listing.csv" },
    seconds: { type: "string", default: "60" },
    speed: { type: "string", default: "60" },
    resting: { type: "string", default: "10000" },
    only: { type: "string" },
  },
});

const tell = (line: string) => console.error(line);
const session = values.only === "resting" ? null : await measureSession({
  listing: values.listing,
  seconds: Number(values.seconds),
  speed: Number(values.speed),
  tell,
});
const resting = values.only === "session" ? null : await measureResting({ orders: Number(values.resting), tell });
const report = { machine: cpus()[0]?.model ?? "unknown", session, resting };
if (values.json) {
  console.log(JSON.stringify(report));
} else {
  console.log(report.machine);
  if (session !== null) {
    console.log(
      `${session.symbols} symbols with orders, speed ${session.speed}, ${session.seconds} s of the wall: ` +
        `turns p50 ${session.turnP50Ms} ms, p99 ${session.turnP99Ms} ms, most ${session.turnMaxMs} ms; ` +
        `the books were at most ${session.lagMaxMarketSeconds} s of the market behind`,
    );
  }
  if (resting !== null) {
    console.log(
      `a market order where ${resting.orders} orders rest p50 ${resting.withMs} ms, where none does ${resting.withoutMs} ms: ` +
        `${resting.ratio} times`,
    );
  }
}
