ALTER TABLE orders DROP CONSTRAINT small_orders;
