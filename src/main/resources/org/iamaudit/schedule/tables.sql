-- The ledger: one row a period, by its primary key.
CREATE TABLE audit_period (
  schedule VARCHAR(100) NOT NULL,
  scheduled_for TIMESTAMP WITH TIME ZONE NOT NULL,
  account VARCHAR(12) NOT NULL,
  kind VARCHAR(10) NOT NULL,
  state VARCHAR(10) NOT NULL,
  reason VARCHAR(2000) DEFAULT '' NOT NULL,
  attempts INTEGER DEFAULT 0 NOT NULL,
  owner VARCHAR(200) DEFAULT '' NOT NULL,
  node VARCHAR(200) DEFAULT '' NOT NULL,
  planned_at TIMESTAMP WITH TIME ZONE NOT NULL,
  started_at TIMESTAMP WITH TIME ZONE,
  finished_at TIMESTAMP WITH TIME ZONE,
  run_id VARCHAR(100) DEFAULT '' NOT NULL,
  workbook VARCHAR(2000) DEFAULT '' NOT NULL,
  PRIMARY KEY (schedule, scheduled_for, account)
);

CREATE INDEX audit_period_by_state ON audit_period (state);

CREATE TABLE audit_figure (
  schedule VARCHAR(100) NOT NULL,
  scheduled_for TIMESTAMP WITH TIME ZONE NOT NULL,
  account VARCHAR(12) NOT NULL,
  figure VARCHAR(100) NOT NULL,
  amount BIGINT NOT NULL,
  PRIMARY KEY (schedule, scheduled_for, account, figure),
  FOREIGN KEY (schedule, scheduled_for, account) REFERENCES audit_period ON DELETE CASCADE
);

-- What people are to be told, until they have been.
CREATE TABLE notification (
  id VARCHAR(40) NOT NULL,
  channel VARCHAR(100) NOT NULL,
  notice TEXT NOT NULL,
  created_at TIMESTAMP WITH TIME ZONE NOT NULL,
  due_at TIMESTAMP WITH TIME ZONE NOT NULL,
  attempts INTEGER DEFAULT 0 NOT NULL,
  reason VARCHAR(1000) DEFAULT '' NOT NULL,
  ended_at TIMESTAMP WITH TIME ZONE,
  delivered BOOLEAN DEFAULT FALSE NOT NULL,
  PRIMARY KEY (id, channel)
);

CREATE INDEX notification_by_channel ON notification (channel, due_at);

-- Made last: while it is absent, the tables are not complete. Later scripts add their rows.
CREATE TABLE audit_tables (version INTEGER PRIMARY KEY);

INSERT INTO audit_tables (version) VALUES (1);
