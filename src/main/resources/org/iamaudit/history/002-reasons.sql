-- Why a finding is resolved, or was not evaluated; null of those that are seen.
alter table finding_state add column if not exists reason text;
