ALTER TABLE orders DROP COLUMN currency, DROP COLUMN amount;
