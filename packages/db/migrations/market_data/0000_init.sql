CREATE SCHEMA "market_data";
--> statement-breakpoint
CREATE TABLE "market_data"."calendar_overrides" (
	"date" date PRIMARY KEY NOT NULL,
	"closed" boolean,
	"opens" text,
	"closes" text,
	"note" text
);
--> statement-breakpoint
CREATE TABLE "market_data"."inbox" (
	"event_id" text PRIMARY KEY NOT NULL,
	"at" timestamp with time zone DEFAULT now() NOT NULL
);
--> statement-breakpoint
CREATE TABLE "market_data"."instruments" (
	"symbol" text PRIMARY KEY NOT NULL,
	"name_ko" text NOT NULL,
	"name_en" text NOT NULL,
	"market" text NOT NULL,
	"kind" text NOT NULL,
	"isin" text,
	"listed_shares" bigint,
	"reference_price" bigint,
	"rank" integer NOT NULL
);
--> statement-breakpoint
CREATE TABLE "market_data"."outbox" (
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
CREATE TABLE "market_data"."sessions" (
	"date" date PRIMARY KEY NOT NULL,
	"opens_at" bigint NOT NULL,
	"closes_at" bigint NOT NULL,
	"closed" boolean NOT NULL
);
--> statement-breakpoint
CREATE TABLE "market_data"."settings" (
	"name" text PRIMARY KEY NOT NULL,
	"value" jsonb NOT NULL
);
--> statement-breakpoint
CREATE INDEX "outbox_next_at_index" ON "market_data"."outbox" USING btree ("next_at") WHERE parked_at is null;--> statement-breakpoint
-- Ends the statement that calls it when a row was changed by somebody else since it was read: the caller reads again and decides again.
CREATE FUNCTION "market_data"."expect_rows"(actual bigint, expected bigint, what text) RETURNS boolean LANGUAGE plpgsql AS $$
BEGIN
	IF actual IS DISTINCT FROM expected THEN
		RAISE EXCEPTION 'stale %: % of % rows', what, actual, expected USING ERRCODE = '40001';
	END IF;
	RETURN true;
END $$;
