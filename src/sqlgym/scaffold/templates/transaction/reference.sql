BEGIN TRANSACTION;
-- TODO: the statements that belong together.
COMMIT;
