// Postgres for hoga: one port, three drivers, a schema a service.
export * from "./sql.ts";
export * from "./pglite.ts";
export * from "./postgres.ts";
export * from "./counting.ts";
export * from "./orm.ts";
export * from "./migrate.ts";
