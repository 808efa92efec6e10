#!/usr/bin/env bash
# Runs once, on an empty volume: two databases, each with an owner who can open no other.
set -eu
for name in REGISTRY_PASSWORD WAREHOUSE_PASSWORD; do
  if [ -z "${!name:-}" ]; then
    echo "$name is not set: set it in .env, then 'docker-compose down --volumes' and start again" >&2
    exit 1
  fi
done

psql --no-psqlrc --set=ON_ERROR_STOP=1 --username="${POSTGRES_USER:-postgres}" --dbname=postgres <<'SQL'
\getenv registry_password REGISTRY_PASSWORD
\getenv warehouse_password WAREHOUSE_PASSWORD

CREATE ROLE registry LOGIN PASSWORD :'registry_password';
CREATE DATABASE registry OWNER registry;
REVOKE ALL ON DATABASE registry FROM PUBLIC;

CREATE ROLE warehouse LOGIN PASSWORD :'warehouse_password';
CREATE DATABASE warehouse OWNER warehouse;
REVOKE ALL ON DATABASE warehouse FROM PUBLIC;
SQL
