CREATE SCHEMA "orders";
--> statement-breakpoint
CREATE TABLE "orders"."activations" (
	"session_date" date PRIMARY KEY NOT NULL,
	"at" bigint NOT NULL
);
--> statement-breakpoint
CREATE TABLE "orders"."inbox" (
	"event_id" text PRIMARY KEY NOT NULL,
	"at" timestamp with time zone DEFAULT now() NOT NULL
);
--> statement-breakpoint
CREATE TABLE "orders"."orders" (
	"id" text PRIMARY KEY NOT NULL,
	"account_id" text NOT NULL,
	"client_order_id" text NOT NULL,
	"request_hash" text NOT NULL,
	"symbol" text NOT NULL,
	"market" text NOT NULL,
	"kind" text NOT NULL,
	"side" text NOT NULL,
	"type" text NOT NULL,
	"time_in_force" text NOT NULL,
	"quantity" bigint NOT NULL,
	"limit_price" bigint,
	"status" text NOT NULL,
	"reason_code" text,
	"reason_message" text,
	"filled_quantity" bigint NOT NULL,
	"filled_amount" bigint NOT NULL,
	"commission" bigint NOT NULL,
	"tax" bigint NOT NULL,
	"hold_amount" bigint NOT NULL,
	"session_date" date NOT NULL,
	"opens_at" bigint NOT NULL,
	"closes_at" bigint NOT NULL,
	"awaits_open" boolean NOT NULL,
	"cancel_requested" boolean NOT NULL,
	"change_id" integer NOT NULL,
	"pending_change" jsonb,
	"created_at" bigint NOT NULL,
	"updated_at" bigint NOT NULL,
	"version" integer NOT NULL,
	CONSTRAINT "orders_filled" CHECK (filled_quantity between 0 and quantity)
);
--> statement-breakpoint
CREATE TABLE "orders"."outbox" (
	"event_id" text NOT NULL,
	"subscriber" text NOT NULL,
	"type" text NOT NULL,
	"envelope" jsonb NOT NULL,
	"attempts" integer DEFAULT 0 NOT NULL,
	"created_at" timestamp with time zone DEFAULT now() NOT NULL,
	"next_at" timestamp with time zone DEFAULT now() NOT NULL,
	"published_at" timestamp with time zone,
	"parked_at" timestamp with time zone,
	"last_error" text,
	CONSTRAINT "outbox_event_id_subscriber_pk" PRIMARY KEY("event_id","subscriber")
);
--> statement-breakpoint
CREATE TABLE "orders"."timeline" (
	"order_id" text NOT NULL,
	"n" integer NOT NULL,
	"seq" bigserial NOT NULL,
	"account_id" text NOT NULL,
	"at" bigint NOT NULL,
	"type" text NOT NULL,
	"data" jsonb NOT NULL,
	CONSTRAINT "timeline_order_id_n_pk" PRIMARY KEY("order_id","n")
);
--> statement-breakpoint
CREATE UNIQUE INDEX "orders_account_id_client_order_id_index" ON "orders"."orders" USING btree ("account_id","client_order_id");--> statement-breakpoint
CREATE INDEX "orders_account_id_created_at_id_index" ON "orders"."orders" USING btree ("account_id","created_at" DESC NULLS LAST,"id" DESC NULLS LAST);--> statement-breakpoint
CREATE INDEX "orders_session_date_index" ON "orders"."orders" USING btree ("session_date") WHERE status in ('pending', 'reserved');--> statement-breakpoint
CREATE INDEX "outbox_next_at_index" ON "orders"."outbox" USING btree ("next_at") WHERE parked_at is null;--> statement-breakpoint
CREATE INDEX "timeline_account_id_seq_index" ON "orders"."timeline" USING btree ("account_id","seq");--> statement-breakpoint
-- Ends the statement that calls it when a row was changed by somebody else since it was read: the caller reads again and decides again.
CREATE FUNCTION "orders"."expect_rows"(actual bigint, expected bigint, what text) RETURNS boolean LANGUAGE plpgsql AS $$
BEGIN
	IF actual IS DISTINCT FROM expected THEN
		RAISE EXCEPTION 'stale %: % of % rows', what, actual, expected USING ERRCODE = '40001';
	END IF;
	RETURN true;
END $$;
