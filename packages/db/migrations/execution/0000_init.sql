CREATE SCHEMA "execution";
--> statement-breakpoint
CREATE TABLE "execution"."books" (
	"symbol" text NOT NULL,
	"session_date" date NOT NULL,
	"state" jsonb NOT NULL,
	"version" integer NOT NULL,
	CONSTRAINT "books_symbol_session_date_pk" PRIMARY KEY("symbol","session_date")
);
--> statement-breakpoint
CREATE TABLE "execution"."entries" (
	"order_id" text PRIMARY KEY NOT NULL,
	"account_id" text NOT NULL,
	"symbol" text NOT NULL,
	"session_date" date NOT NULL,
	"opens_at" bigint NOT NULL,
	"closes_at" bigint NOT NULL,
	"market" text NOT NULL,
	"kind" text NOT NULL,
	"side" text NOT NULL,
	"type" text NOT NULL,
	"time_in_force" text NOT NULL,
	"quantity" bigint NOT NULL,
	"limit_price" bigint,
	"filled" bigint NOT NULL,
	"filled_amount" bigint NOT NULL,
	"commission" bigint NOT NULL,
	"tax" bigint NOT NULL,
	"entered_at" bigint NOT NULL,
	"entry_seq" integer NOT NULL,
	"queue_ahead" bigint NOT NULL,
	"change_id" integer NOT NULL,
	"live" boolean NOT NULL,
	CONSTRAINT "entries_filled" CHECK (filled between 0 and quantity)
);
--> statement-breakpoint
CREATE TABLE "execution"."inbox" (
	"event_id" text PRIMARY KEY NOT NULL,
	"at" timestamp with time zone DEFAULT now() NOT NULL
);
--> statement-breakpoint
CREATE TABLE "execution"."outbox" (
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
CREATE TABLE "execution"."trades" (
	"id" text PRIMARY KEY NOT NULL,
	"order_id" text NOT NULL,
	"account_id" text NOT NULL,
	"symbol" text NOT NULL,
	"side" text NOT NULL,
	"quantity" bigint NOT NULL,
	"price" bigint NOT NULL,
	"amount" bigint NOT NULL,
	"commission" bigint NOT NULL,
	"tax" bigint NOT NULL,
	"executed_at" bigint NOT NULL,
	"quote" jsonb NOT NULL,
	"rule" text NOT NULL,
	CONSTRAINT "trades_amounts" CHECK (quantity > 0 and price > 0 and amount = quantity * price)
);
--> statement-breakpoint
CREATE INDEX "entries_symbol_session_date_index" ON "execution"."entries" USING btree ("symbol","session_date") WHERE live;--> statement-breakpoint
CREATE INDEX "outbox_next_at_index" ON "execution"."outbox" USING btree ("next_at") WHERE parked_at is null;--> statement-breakpoint
CREATE INDEX "trades_account_id_executed_at_id_index" ON "execution"."trades" USING btree ("account_id","executed_at" DESC NULLS LAST,"id" DESC NULLS LAST);--> statement-breakpoint
CREATE INDEX "trades_order_id_index" ON "execution"."trades" USING btree ("order_id");--> statement-breakpoint
-- Ends the statement that calls it when a row was changed by somebody else since it was read: the caller reads again and decides again.
CREATE FUNCTION "execution"."expect_rows"(actual bigint, expected bigint, what text) RETURNS boolean LANGUAGE plpgsql AS $$
BEGIN
	IF actual IS DISTINCT FROM expected THEN
		RAISE EXCEPTION 'stale %: % of % rows', what, actual, expected USING ERRCODE = '40001';
	END IF;
	RETURN true;
END $$;
