-- One row for each thing that happened to a change, chained by hashes: docs/ledger.md.
create table ledger (
  seq bigint not null primary key,
  entry_key varchar(200) not null unique,
  time_ms bigint not null,
  change_id varchar(200) not null,
  kind varchar(60) not null,
  body text not null,
  previous char(64) not null,
  hash char(64) not null unique
);

create index ledger_of_change on ledger (change_id, seq);

-- Which rows are of a time is found without a look at them.
create index ledger_by_time on ledger (time_ms, seq);
