-- Until when nobody else may take over what has been begun, by the clock of the database.
ALTER TABLE audit_period ADD COLUMN IF NOT EXISTS lease_until TIMESTAMP WITH TIME ZONE;
