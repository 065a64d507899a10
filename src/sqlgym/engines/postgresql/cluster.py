"""What a PostgreSQL server is given once: settings, roles, and a template of which every database is a copy.

The wheel's defaults are open: whoever reaches the socket is superuser. Here nobody but the user who started the server
may come in, answers run as roles without any right, and what shows or moves the server is taken from everybody. A
server of one's own has the same, as far as its role may.
"""

import hashlib

from sqlgym.engines.postgresql.client import Address, Connection, Refusal

SUPERUSER, OWNER, ANSWERS, TEMPLATE, SCRATCH = (
    "sqlgym_super",
    "sqlgym_owner",
    "sqlgym_answers",
    "sqlgym_template",
    "sqlgym_scratch",
)

ROLES = 24
"""Roles for answers: as many can run at once, since two sessions of one role may look at each other."""

CONFIGURATION = """
listen_addresses = ''
unix_socket_permissions = 0700
max_connections = 60
superuser_reserved_connections = 5
shared_buffers = 32MB
work_mem = 16MB
maintenance_work_mem = 32MB
temp_file_limit = 256MB
huge_pages = off
fsync = off
synchronous_commit = off
full_page_writes = off
wal_level = minimal
max_wal_senders = 0
max_wal_size = 128MB
max_replication_slots = 0
max_worker_processes = 2
max_parallel_workers = 0
max_parallel_workers_per_gather = 0
jit = off
track_activities = off
synchronize_seqscans = off
client_connection_check_interval = 100ms
deadlock_timeout = 40ms
idle_in_transaction_session_timeout = 300s
allow_alter_system = off
log_destination = stderr
log_min_messages = fatal
log_min_error_statement = panic
timezone = 'UTC'
datestyle = 'ISO, YMD'
intervalstyle = 'postgres'
"""
"""No network, nothing kept for a crash, one process a query, no text of an answer in the log, and a client that is gone
is noticed within a tenth of a second. (https://www.postgresql.org/docs/current/runtime-config.html)"""

CALLED = (
    "random|random_normal|setseed|clock_timestamp|timeofday|gen_random_uuid|uuidv4|uuidv7|nextval|currval|setval|lastval"
    "|pg_typeof|pg_size_pretty|pg_size_bytes|pg_column_size|pg_input_is_valid"
)
"""Functions that depend on more than their arguments, or begin with `pg_`, and that an answer may call."""

HIDDEN = (
    r"pg_\w+|lo\w*_\w+|lo(?:read|write)|set_config|current_setting|\w*_to_xml\w*|ts_stat|ts_rewrite|txid_\w+|has_\w+_privilege"
    r"|to_reg\w+|row_security_active|(?:col|obj|shobj)_description|format_type|acl\w+|makeaclitem|mxid_age|query_to_\w+"
    r"|cursor_to_\w+|inet_(?:client|server)_\w+|binary_upgrade_\w+|brin_\w+|gin_clean_pending_list|satisfies_hash_partition"
    r"|dblink\w*|currtid\w*|amvalidate|json_populate_type|fmgr_\w+"
)
"""Functions that show or move the server."""

SETTING_UP = f"""
REVOKE ALL ON SCHEMA public FROM PUBLIC;
GRANT USAGE ON SCHEMA public TO PUBLIC;
ALTER SCHEMA public OWNER TO {OWNER};
REVOKE USAGE ON LANGUAGE plpgsql FROM PUBLIC;
REVOKE USAGE ON LANGUAGE sql FROM PUBLIC;
REVOKE ALL ON ALL TABLES IN SCHEMA pg_catalog FROM PUBLIC;
REVOKE ALL ON ALL TABLES IN SCHEMA information_schema FROM PUBLIC;
GRANT SELECT ON ALL TABLES IN SCHEMA pg_catalog TO {OWNER};
DO $$ DECLARE one record; BEGIN
  FOR one IN
    SELECT p.oid::regprocedure AS name FROM pg_proc p
    WHERE p.pronamespace = 'pg_catalog'::regnamespace AND p.prokind = 'f'
      AND (p.provolatile = 'v' OR p.proname ~ '^(?:{HIDDEN})$') AND p.proname !~ '^(?:{CALLED})$'
      AND p.prorettype NOT IN ('trigger'::regtype, 'internal'::regtype, 'event_trigger'::regtype)
  LOOP EXECUTE format('REVOKE EXECUTE ON FUNCTION %s FROM PUBLIC', one.name); END LOOP;
  FOR one IN
    SELECT p.oid::regprocedure AS name FROM pg_proc p
    WHERE p.pronamespace = 'pg_catalog'::regnamespace
      AND p.proname ~ '^(?:pg_get_\\w+|format_type|pg_backend_pid|pg_\\w*size|set_config)$'
  LOOP EXECUTE format('GRANT EXECUTE ON FUNCTION %s TO {OWNER}', one.name); END LOOP;
END $$;
"""
"""What is taken from everybody in the template; the owner of our databases keeps what describes tables."""


def role(number: int) -> str:
    """The name of one role for answers."""
    return f"sqlgym_answer_{number}"


def password(address: Address, name: str) -> str:
    """The password of a role on a server of one's own; ours asks the system who comes, and no password."""
    return hashlib.sha256(f"{address.password}/{name}".encode()).hexdigest() if address.password else ""


def set_up(address: Address) -> None:
    """Make roles, template and a database without tables, where they are not there yet."""
    first = Connection(address)
    try:
        found = {row[0] for row in first.asked("SELECT datname FROM pg_database")}
        if SCRATCH in found:
            return
        make_roles(first, address)
        make_template(first, address, found)
        first.asked(f"CREATE DATABASE {SCRATCH} TEMPLATE {TEMPLATE} OWNER {OWNER}")
        opened_for(first, SCRATCH, temporary=True)
    finally:
        first.close()


def make_roles(first: Connection, address: Address) -> None:
    """Make the role that owns our databases, and those of answers."""
    have = {row[0] for row in first.asked("SELECT rolname FROM pg_roles")}
    for name, rights in (
        (ANSWERS, "NOLOGIN"),
        (OWNER, "LOGIN CREATEDB"),
        *((role(number), f"LOGIN IN ROLE {ANSWERS}") for number in range(ROLES)),
    ):
        if name not in have:
            secret = password(address, name)
            first.asked(f"CREATE ROLE {name} {rights}" + (f" PASSWORD '{secret}'" if secret else ""))
        for setting in ("statement_timeout = '120s'", "client_connection_check_interval = '100ms'"):
            first.asked(f"ALTER ROLE {name} SET {setting}")


def make_template(first: Connection, address: Address, found: set[str | None]) -> None:
    """Make the template, and take from everybody what shows or moves the server."""
    if TEMPLATE in found:
        first.asked(f"DROP DATABASE {TEMPLATE}")
    allowed(first, f"GRANT {OWNER} TO CURRENT_USER")
    locale = "TEMPLATE template0 ENCODING 'UTF8' LOCALE 'C'"
    builtin = f"{locale} LOCALE_PROVIDER builtin BUILTIN_LOCALE 'C.UTF-8'"
    if not allowed(first, f"CREATE DATABASE {TEMPLATE} {builtin}"):  # before PostgreSQL 17
        first.asked(f"CREATE DATABASE {TEMPLATE} {locale}")
    inside = Connection(address._replace(database=TEMPLATE))
    for statement in statements(SETTING_UP):
        allowed(inside, statement)
    inside.close()
    for name in (TEMPLATE, "postgres", "template1"):
        allowed(first, f"REVOKE ALL ON DATABASE {name} FROM PUBLIC")


def opened_for(connection: Connection, database: str, temporary: bool = False) -> None:
    """Let nobody but answers, and the owner, into a database."""
    connection.asked(f"REVOKE ALL ON DATABASE {database} FROM PUBLIC")
    rights = "CONNECT, TEMPORARY" if temporary else "CONNECT"
    connection.asked(f"GRANT {rights} ON DATABASE {database} TO {ANSWERS}")


def allowed(connection: Connection, sql: str) -> bool:
    """Run a statement that a role which is no superuser may not run; whether it ran."""
    try:
        connection.asked(sql)
    except Refusal:
        return False
    return True


def statements(sql: str) -> list[str]:
    """The statements of SETTING_UP: a DO block is one."""
    before, block = sql.split("DO $$", 1)
    return [*filter(str.strip, before.split(";")), "DO $$" + block]
