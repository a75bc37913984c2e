-- What targets ran when they were last looked at: docs/missed.md. Not part of the record: it may be
-- changed, and where it is lost the next look begins anew.
create table seen_service (
  sub_domain varchar(200) not null,
  service varchar(1000) not null,
  looked_at_ms bigint not null,
  primary key (sub_domain, service)
);

create table seen_target (
  sub_domain varchar(200) not null,
  service varchar(1000) not null,
  target varchar(1000) not null,
  version text not null,
  last_told_ms bigint,
  primary key (sub_domain, service, target)
);

-- What was found and may still go on.
create table missed_version (
  change_id varchar(200) not null primary key,
  sub_domain varchar(200) not null,
  service varchar(1000) not null,
  version text not null,
  since_ms bigint not null,
  last_ms bigint not null,
  targets integer not null
);
