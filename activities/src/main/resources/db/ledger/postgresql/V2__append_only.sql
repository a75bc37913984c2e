create function ledger_is_append_only() returns trigger language plpgsql as $$
begin
  raise exception 'the ledger is append-only: a row is never changed or deleted';
end
$$;

create trigger ledger_no_change before update or delete or truncate on ledger
  for each statement execute function ledger_is_append_only();
