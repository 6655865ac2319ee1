// A process that reads lines as a command does, and tells each as JSON.
import { createHost } from "../real_host.ts";

const stop = new AbortController();
const host = createHost(stop.signal);
for (let line = await host.readLine(); line !== null; line = await host.readLine()) {
  host.writeOut(`${JSON.stringify(line)}\n`);
  if (line === "abort") stop.abort();
}
host.writeOut("null\n");
