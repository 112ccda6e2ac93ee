#!/bin/sh
# Run once by the postgres image, when its volume is empty: the role that owns and the role that serves.
set -eu
psql --set ON_ERROR_STOP=1 --username "$POSTGRES_USER" --dbname postgres \
  --set owner_password="$OWNER_PASSWORD" --set web_password="$WEB_PASSWORD" <<'SQL'
CREATE ROLE notorious_owner LOGIN PASSWORD :'owner_password';
CREATE ROLE notorious_web LOGIN PASSWORD :'web_password';
CREATE DATABASE notorious OWNER notorious_owner;
REVOKE CONNECT, TEMPORARY ON DATABASE notorious FROM PUBLIC;
GRANT CONNECT ON DATABASE notorious TO notorious_web;
\connect notorious
CREATE EXTENSION IF NOT EXISTS pg_trgm;
CREATE EXTENSION IF NOT EXISTS unaccent;
SQL
