// The top of the bundle. What follows it, in a comment, are the program's sections, each compiled when something of it is first used: passing
// over a comment takes a tenth of compiling it, and most commands need a few of them. Old versions of Node have to understand all of this, to
// say that they are too old. It imports nothing: that would prepare modules for importing that are only required here. SECTIONS, put before
// it, tells where in the file each section is, counted from SECTIONS_AT.

/** Compiles the main section. `nodeRequire` gives the modules that are not in this file. */
function start(nodeRequire) {
  const sections = openSections(nodeRequire("node:fs"));
  const loaded = new Map();
  /** Promises that a section needs before it can be used. */
  const pending = [];

  function load(name) {
    const known = loaded.get(name);
    if (known !== undefined) return known.exports;
    const module = { exports: {} };
    loaded.set(name, module);
    const text = sections.get(name) + "\n//# sourceURL=hoga:" + name;
    const section = new Function("module", "exports", "require", "__import", "__pending", "__url", text);
    section(module, module.exports, requireAny, importAny, pending, import.meta.url);
    return module.exports;
  }

  /** A module as a section imports it. None does anything but define what others use, so it can wait until something of it is. */
  function requireAny(name) {
    if (!sections.has(name)) return nodeRequire(name);
    return loaded.has(name) ? load(name) : new Proxy({}, { get: (_, key) => load(name)[key] });
  }

  async function importAny(name) {
    const exports = sections.has(name) ? load(name) : nodeRequire(name);
    if (pending.length > 0) await Promise.all(pending.splice(0));
    return exports;
  }

  load("./main.js");
}

/** The sections of this file by their names, each read when it is asked for. */
function openSections(fs) {
  const file = fs.openSync(new URL(import.meta.url), "r");
  return {
    has: (name) => Object.hasOwn(SECTIONS, name),
    get(name) {
      const [offset, length] = SECTIONS[name];
      const bytes = Buffer.alloc(length);
      fs.readSync(file, bytes, 0, length, Number(SECTIONS_AT) + offset);
      return bytes.toString("latin1").replaceAll("*\x01/", "*/");
    },
  };
}

if (process.versions.deno === undefined && Number(process.versions.node.split(".")[0]) < 20) {
  console.error("hoga needs Node 20 or newer; this is Node " + process.versions.node);
  process.exit(2);
}
const builtin = process.getBuiltinModule;
const begin = (modules) => {
  const fromHere = modules.createRequire(import.meta.url);
  start(builtin === undefined ? fromHere : (name) => builtin(name) || fromHere(name));
};
if (builtin === undefined) import("node:module").then(begin);
else begin(builtin("node:module"));
