package dev.sluice.activities.schema.postgresql.server;

import java.sql.SQLException;
import java.time.Duration;
import java.util.List;

/**
 * Rights, replicas, and what others do in a database.
 *
 * @param session with the database
 */
record Surroundings(Session session) {

  /** Why it may not be migrated now; empty when it may. */
  String obstacle(Quiet quiet) throws SQLException {
    if (!session.is("select pg_has_role(current_user, 'pg_read_all_stats', 'usage')")) {
      return "its user can't see replicas and transactions; grant pg_monitor to it";
    }
    if (!Notes.exist(session)
        && !session.is("select has_database_privilege(current_database(), 'create')")) {
      return "its user may not make the schema sluice; grant create on the database to it";
    }
    if (!session.is("select has_schema_privilege(current_schema(), 'create')")) {
      return "its user may not make tables in its schema; grant create on the schema to it";
    }
    List<String> foreign = foreignTables();
    if (!foreign.isEmpty()) {
      return "its user does not own table %s; make it its owner".formatted(foreign.getFirst());
    }
    List<String> behind = behind(quiet);
    if (!behind.isEmpty()) {
      return "replica %s is more than %d s or %,d bytes behind; wait until it has caught up"
          .formatted(behind.getFirst(), quiet.replicaDelay().toSeconds(), quiet.replicaBytes());
    }
    List<String> open = open(quiet.transaction());
    if (!open.isEmpty()) {
      return "%s has had a transaction open for more than %d s; end it, or wait until it is done"
          .formatted(open.getFirst(), quiet.transaction().toSeconds());
    }
    return "";
  }

  private List<String> foreignTables() throws SQLException {
    return session.query(
        """
        select oid::regclass::text from pg_class
        where relnamespace = current_schema()::regnamespace and relkind in ('r', 'p')
          and not pg_has_role(current_user, relowner, 'usage') order by 1 limit 1
        """,
        row -> row.getString(1));
  }

  private List<String> behind(Quiet quiet) throws SQLException {
    return session.query(
        """
        select coalesce(nullif(application_name, ''), client_addr::text, 'without name') from pg_stat_replication
        where replay_lag > ? * interval '1 millisecond' or pg_wal_lsn_diff(pg_current_wal_lsn(), replay_lsn) > ?
        """,
        row -> row.getString(1),
        quiet.replicaDelay().toMillis(),
        quiet.replicaBytes());
  }

  private List<String> open(Duration longest) throws SQLException {
    return session.query(
        """
        select coalesce(nullif(application_name, ''), usename, 'somebody') || ' (process ' || pid || ')' from pg_stat_activity
        where datname = current_database() and pid <> pg_backend_pid() and backend_type = 'client backend'
          and xact_start < now() - ? * interval '1 millisecond' order by xact_start
        """,
        row -> row.getString(1),
        longest.toMillis());
  }
}
