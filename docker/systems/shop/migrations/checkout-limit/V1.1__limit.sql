-- Harmless to look at: no lock for long, no row is read. It refuses every order of 50 or more.
ALTER TABLE orders ADD CONSTRAINT small_orders CHECK (total < 5000) NOT VALID;
