-- Many calls cost less than a millionth of a US dollar, so that whole ones do not add up. Costs stay in micro-USD, with their fractions;
-- what is set aside for a call is rounded up, as before.
ALTER TABLE model_calls ALTER COLUMN cost_micro_usd TYPE numeric;
ALTER TABLE key_usage ALTER COLUMN cost_micro_usd TYPE numeric;
ALTER TABLE answer_days ALTER COLUMN micro_usd TYPE numeric;
