CREATE TABLE "market_data"."corporate_actions" (
	"id" text PRIMARY KEY NOT NULL,
	"kind" text NOT NULL,
	"symbol" text NOT NULL,
	"ex_date" date NOT NULL,
	"pay_date" date,
	"amount_per_share" bigint,
	"numerator" integer,
	"denominator" integer,
	"ex_announced" boolean DEFAULT false NOT NULL,
	"pay_announced" boolean DEFAULT false NOT NULL
);
--> statement-breakpoint
CREATE TABLE "market_data"."interruptions" (
	"id" text PRIMARY KEY NOT NULL,
	"kind" text NOT NULL,
	"symbol" text,
	"market" text,
	"halted_from" bigint NOT NULL,
	"halted_until" bigint,
	"auction_until" bigint,
	"note" text,
	CONSTRAINT "interruptions_order" CHECK (halted_until >= halted_from and auction_until >= halted_until)
);
--> statement-breakpoint
ALTER TABLE "market_data"."instruments" ADD COLUMN "leverage" double precision DEFAULT 1 NOT NULL;--> statement-breakpoint
ALTER TABLE "market_data"."instruments" ADD COLUMN "industry" text;--> statement-breakpoint
ALTER TABLE "market_data"."instruments" ADD COLUMN "listed_on" date;--> statement-breakpoint
ALTER TABLE "market_data"."instruments" ADD COLUMN "delisting" boolean DEFAULT false NOT NULL;--> statement-breakpoint
CREATE INDEX "corporate_actions_symbol_ex_date_index" ON "market_data"."corporate_actions" USING btree ("symbol","ex_date");--> statement-breakpoint
CREATE INDEX "interruptions_halted_from_index" ON "market_data"."interruptions" USING btree ("halted_from");