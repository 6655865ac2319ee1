CREATE TABLE "portfolio"."corporate_actions" (
	"id" text PRIMARY KEY NOT NULL,
	"symbol" text NOT NULL,
	"kind" text NOT NULL,
	"ex_date" date NOT NULL,
	"ex_at" bigint NOT NULL,
	"numerator" integer,
	"denominator" integer,
	"amount_per_share" bigint,
	"base" bigint,
	"pay_at" bigint
);
--> statement-breakpoint
CREATE TABLE "portfolio"."entitlements" (
	"action_id" text NOT NULL,
	"account_id" text NOT NULL,
	"generation" integer NOT NULL,
	"quantity" bigint NOT NULL,
	"settled" boolean NOT NULL,
	CONSTRAINT "entitlements_action_id_account_id_pk" PRIMARY KEY("action_id","account_id"),
	CONSTRAINT "entitlements_quantity" CHECK (quantity > 0)
);
--> statement-breakpoint
DROP INDEX "portfolio"."reservations_account_id_index";--> statement-breakpoint
ALTER TABLE "portfolio"."reservations" ADD COLUMN "symbol" text;--> statement-breakpoint
ALTER TABLE "portfolio"."reservations" ADD COLUMN "session_date" date;--> statement-breakpoint
ALTER TABLE "portfolio"."reservations" ADD COLUMN "counted_at" bigint DEFAULT 0 NOT NULL;--> statement-breakpoint
CREATE INDEX "corporate_actions_symbol_index" ON "portfolio"."corporate_actions" USING btree ("symbol");--> statement-breakpoint
CREATE INDEX "balances_asset_account_id_index" ON "portfolio"."balances" USING btree ("asset","account_id") WHERE asset <> 'KRW';--> statement-breakpoint
CREATE INDEX "reservations_account_id_index" ON "portfolio"."reservations" USING btree ("account_id") WHERE not ended or consumed + released < amount;