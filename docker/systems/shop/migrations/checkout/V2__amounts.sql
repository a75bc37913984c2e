-- What version 2 of the API writes instead of the total.
ALTER TABLE orders ADD COLUMN amount numeric, ADD COLUMN currency text;
