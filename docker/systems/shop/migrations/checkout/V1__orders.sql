CREATE TABLE orders (
  id bigint GENERATED ALWAYS AS IDENTITY PRIMARY KEY,
  customer integer NOT NULL,
  -- In cents. Version 1 of the API writes it.
  total integer,
  ordered timestamptz NOT NULL DEFAULT now()
);
