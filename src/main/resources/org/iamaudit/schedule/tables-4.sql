-- How often a period has failed or was missed. What is tried again keeps these counts, so that
-- counters never fall.
ALTER TABLE audit_period ADD COLUMN IF NOT EXISTS failures INTEGER DEFAULT 0 NOT NULL;

ALTER TABLE audit_period ADD COLUMN IF NOT EXISTS misses INTEGER DEFAULT 0 NOT NULL;

UPDATE audit_period SET failures = 1 WHERE state = 'FAILED';

UPDATE audit_period SET misses = 1 WHERE state = 'MISSED';
