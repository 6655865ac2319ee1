ALTER TABLE "execution"."entries" ALTER COLUMN "queue_ahead" DROP NOT NULL;--> statement-breakpoint
ALTER TABLE "execution"."books" ADD COLUMN "live" boolean DEFAULT true NOT NULL;--> statement-breakpoint
ALTER TABLE "execution"."entries" ADD COLUMN "stop_price" bigint;--> statement-breakpoint
ALTER TABLE "execution"."entries" ADD COLUMN "rest_price" bigint;--> statement-breakpoint
ALTER TABLE "execution"."entries" ADD COLUMN "fills" integer DEFAULT 0 NOT NULL;--> statement-breakpoint
CREATE INDEX "books_session_date_index" ON "execution"."books" USING btree ("session_date") WHERE live;--> statement-breakpoint
-- Only books with orders in them are live.
UPDATE "execution"."books" b SET live = EXISTS (
	SELECT 1 FROM "execution"."entries" e WHERE e.live AND e.symbol = b.symbol AND e.session_date = b.session_date
);
--> statement-breakpoint
-- A resting limit order rests at its limit.
UPDATE "execution"."entries" SET rest_price = limit_price WHERE live AND type = 'limit';
