/**
 * The tables of the stand-in, in a Postgres schema of their own. Idempotent: runs at every start. Times are market time
 * in epoch ms, bodies are base64.
 */
export const SCHEMA = `
create schema if not exists qstash;

create table if not exists qstash.signing_keys (
  id int primary key check (id = 1),
  current text not null,
  next text not null
);

-- A row lives until its message is delivered, canceled or dead. 'active' means that the running tick delivers it.
create table if not exists qstash.messages (
  id text primary key,
  seq bigint generated always as identity unique,
  state text not null default 'waiting' check (state in ('waiting', 'active')),
  created_at bigint not null,
  not_before bigint not null,
  next_at bigint not null,
  retried int not null default 0,
  host text not null,
  flow_key text,
  line text,
  line_seq bigint,
  is_callback boolean not null,
  spec jsonb not null,
  body text not null
);
create index if not exists messages_due on qstash.messages (state, next_at);
create index if not exists messages_line on qstash.messages (line) where line is not null or flow_key is not null;

create table if not exists qstash.dlq (
  id text primary key,
  seq bigint generated always as identity unique,
  at bigint not null,
  message_id text not null,
  created_at bigint not null,
  not_before bigint not null,
  spec jsonb not null,
  body text not null,
  response_status int,
  response_headers jsonb not null,
  response_body text not null
);

create table if not exists qstash.events (
  seq bigint generated always as identity primary key,
  at bigint not null,
  state text not null,
  message_id text not null,
  spec jsonb not null,
  body text,
  detail jsonb not null default '{}'
);
create index if not exists events_at on qstash.events (at);
create index if not exists events_message on qstash.events (message_id);

create table if not exists qstash.dedup (
  key text primary key,
  message_id text not null,
  expires_at bigint not null
);

create table if not exists qstash.queues (
  name text primary key,
  parallelism int not null check (parallelism >= 1),
  paused boolean not null,
  created_at bigint not null,
  updated_at bigint not null
);

create table if not exists qstash.schedules (
  id text primary key,
  cron text not null,
  destination text not null,
  paused boolean not null default false,
  created_at bigint not null,
  next_at bigint,
  last_at bigint,
  last_messages text[] not null default '{}',
  settings jsonb not null,
  body text not null
);

create table if not exists qstash.url_groups (
  name text primary key,
  created_at bigint not null,
  updated_at bigint not null
);
create table if not exists qstash.endpoints (
  group_name text not null,
  url text not null,
  name text,
  seq bigint generated always as identity,
  primary key (group_name, url)
);

create table if not exists qstash.flow_keys (
  key text primary key,
  parallelism int check (parallelism >= 1),
  rate int check (rate >= 1),
  period_ms bigint not null default 1000 check (period_ms > 0),
  period_start bigint not null default 0,
  period_count int not null default 0,
  paused boolean not null default false,
  pinned_parallelism boolean not null default false,
  pinned_rate boolean not null default false
);
`;
