CREATE TABLE setting (
  name TEXT PRIMARY KEY,
  value BLOB NOT NULL
) STRICT;

-- A revoked key keeps its row: the face must not become open because the last key was revoked.
CREATE TABLE gateway_key (
  id TEXT PRIMARY KEY,
  name TEXT NOT NULL,
  tenant TEXT NOT NULL,
  rights TEXT NOT NULL,
  hash BLOB NOT NULL,
  created_at INTEGER NOT NULL,
  expires_at INTEGER,
  revoked_at INTEGER
) STRICT;

CREATE TABLE config (
  id TEXT PRIMARY KEY,
  tenant TEXT NOT NULL,
  name TEXT NOT NULL,
  version INTEGER NOT NULL,
  created_at INTEGER NOT NULL,
  UNIQUE (tenant, name)
) STRICT;

-- body is the config's text in UTF-8, encrypted where sealed is 1.
CREATE TABLE config_version (
  config_id TEXT NOT NULL REFERENCES config (id) ON DELETE CASCADE,
  version INTEGER NOT NULL,
  body BLOB NOT NULL,
  sealed INTEGER NOT NULL,
  trusted INTEGER NOT NULL,
  saved_by TEXT,
  saved_at INTEGER NOT NULL,
  PRIMARY KEY (config_id, version)
) STRICT;

CREATE TABLE virtual_key (
  tenant TEXT NOT NULL,
  name TEXT NOT NULL,
  provider TEXT NOT NULL,
  base_url TEXT,
  secret BLOB NOT NULL,
  created_at INTEGER NOT NULL,
  updated_at INTEGER NOT NULL,
  PRIMARY KEY (tenant, name)
) STRICT;
