CREATE SCHEMA "portfolio";
--> statement-breakpoint
CREATE TABLE "portfolio"."accounts" (
	"id" text PRIMARY KEY NOT NULL,
	"user_id" text NOT NULL,
	"name" text NOT NULL,
	"opening_cash" bigint NOT NULL,
	"generation" integer NOT NULL,
	"created_at" bigint NOT NULL,
	"reset_at" bigint
);
--> statement-breakpoint
CREATE TABLE "portfolio"."balances" (
	"account_id" text NOT NULL,
	"asset" text NOT NULL,
	"posted" bigint NOT NULL,
	"pending" bigint NOT NULL,
	"cost" bigint NOT NULL,
	"realized_pnl" bigint NOT NULL,
	"version" integer NOT NULL,
	CONSTRAINT "balances_account_id_asset_pk" PRIMARY KEY("account_id","asset"),
	CONSTRAINT "balances_pending" CHECK (pending >= 0),
	CONSTRAINT "balances_no_overdraft" CHECK (posted - pending >= 0),
	CONSTRAINT "balances_cost" CHECK (cost >= 0)
);
--> statement-breakpoint
CREATE TABLE "portfolio"."inbox" (
	"event_id" text PRIMARY KEY NOT NULL,
	"at" timestamp with time zone DEFAULT now() NOT NULL
);
--> statement-breakpoint
CREATE TABLE "portfolio"."outbox" (
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
CREATE TABLE "portfolio"."reservations" (
	"order_id" text PRIMARY KEY NOT NULL,
	"account_id" text NOT NULL,
	"asset" text NOT NULL,
	"amount" bigint NOT NULL,
	"consumed" bigint NOT NULL,
	"released" bigint NOT NULL,
	"change_id" integer NOT NULL,
	"ended" boolean NOT NULL,
	"version" integer NOT NULL,
	CONSTRAINT "reservations_amounts" CHECK (consumed >= 0 and released >= 0 and consumed + released <= amount)
);
--> statement-breakpoint
CREATE TABLE "portfolio"."transfers" (
	"id" text PRIMARY KEY NOT NULL,
	"debit" text NOT NULL,
	"credit" text NOT NULL,
	"asset" text NOT NULL,
	"amount" bigint NOT NULL,
	"kind" text NOT NULL,
	"account_id" text NOT NULL,
	"seq" integer NOT NULL,
	"balance_after" bigint NOT NULL,
	"generation" integer NOT NULL,
	"order_id" text,
	"trade_id" text,
	"at" bigint NOT NULL,
	"settles_on" date,
	CONSTRAINT "transfers_amount" CHECK (amount > 0),
	CONSTRAINT "transfers_sides" CHECK (debit <> credit)
);
--> statement-breakpoint
CREATE INDEX "accounts_user_id_index" ON "portfolio"."accounts" USING btree ("user_id");--> statement-breakpoint
CREATE INDEX "outbox_next_at_index" ON "portfolio"."outbox" USING btree ("next_at") WHERE parked_at is null;--> statement-breakpoint
CREATE INDEX "reservations_account_id_index" ON "portfolio"."reservations" USING btree ("account_id") WHERE not ended;--> statement-breakpoint
CREATE INDEX "transfers_account_id_at_id_index" ON "portfolio"."transfers" USING btree ("account_id","at" DESC NULLS LAST,"id" DESC NULLS LAST);--> statement-breakpoint
CREATE INDEX "transfers_account_id_settles_on_index" ON "portfolio"."transfers" USING btree ("account_id","settles_on") WHERE asset = 'KRW';--> statement-breakpoint
-- Ends the statement that calls it when a row was changed by somebody else since it was read: the caller reads again and decides again.
CREATE FUNCTION "portfolio"."expect_rows"(actual bigint, expected bigint, what text) RETURNS boolean LANGUAGE plpgsql AS $$
BEGIN
	IF actual IS DISTINCT FROM expected THEN
		RAISE EXCEPTION 'stale %: % of % rows', what, actual, expected USING ERRCODE = '40001';
	END IF;
	RETURN true;
END $$;
