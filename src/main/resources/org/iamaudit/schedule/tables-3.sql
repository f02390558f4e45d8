-- Packages for the bucket; those that are delivered stay as a record.
CREATE TABLE IF NOT EXISTS delivery (
  folder VARCHAR(2000) PRIMARY KEY,
  created_at TIMESTAMP WITH TIME ZONE NOT NULL,
  due_at TIMESTAMP WITH TIME ZONE NOT NULL,
  attempts INTEGER DEFAULT 0 NOT NULL,
  reason VARCHAR(1000) DEFAULT '' NOT NULL,
  delivered_at TIMESTAMP WITH TIME ZONE
);
