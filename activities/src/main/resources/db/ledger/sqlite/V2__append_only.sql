create trigger ledger_no_update before update on ledger
begin
  select raise(abort, 'the ledger is append-only: a row is never changed');
end;

create trigger ledger_no_delete before delete on ledger
begin
  select raise(abort, 'the ledger is append-only: a row is never deleted');
end;

-- "insert or replace" would delete without the trigger above.
create trigger ledger_no_replace before insert on ledger
when exists (
  select 1 from ledger where seq = new.seq or entry_key = new.entry_key or hash = new.hash
)
begin
  select raise(abort, 'the ledger is append-only: this row is there already');
end;
